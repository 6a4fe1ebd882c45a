import type { FastifyReply, FastifyRequest } from "fastify";
import { type BrowserSessions, MAX_AGE_MS } from "../browser-sessions/browser-sessions.js";
import { InvalidCredentialError } from "../errors.js";
import type { BrowserSession } from "../store/port.js";
import type { BaseUrlOf } from "./base-url.js";
import { rejectOtherOrigins, requireSameOrigin } from "./same-origin.js";
import { clearSessionCookie, sessionTokenOf, setSessionCookie } from "./session-cookie.js";

declare module "fastify" {
  interface FastifyInstance {
    browserAuth: BrowserAuth;
  }
}

/** Finds the browser session of a request by its cookie. */
export class BrowserAuth {
  constructor(
    private readonly sessions: BrowserSessions,
    private readonly baseUrlOf: BaseUrlOf,
  ) {}

  /**
   * The session of a request; undefined if it has no cookie. Fails with a 401, and deletes the cookie, if the
   * session has ended. Fails with a 403 if the request may come from a page of another origin.
   */
  sessionOf(
    request: FastifyRequest,
    reply: FastifyReply,
  ): BrowserSession | undefined | Promise<BrowserSession> {
    const token = sessionTokenOf(request);
    if (token === undefined) return undefined;
    const found = this.#find(request, token);
    if (!(found instanceof Promise)) return found;
    return found.then((session) => {
      if (session) return session;
      clearSessionCookie(reply, this.#isHttps(request));
      throw new InvalidCredentialError(
        "browser session",
        "the browser session has ended; sign in again",
      );
    });
  }

  /** Rejects a sign-in that a page of another origin requests. */
  rejectOtherOrigins(request: FastifyRequest): void {
    rejectOtherOrigins(request, this.baseUrlOf);
  }

  /** Sends the token of a session to the browser, and ends the session that it had before. */
  async signIn(request: FastifyRequest, reply: FastifyReply, token: string): Promise<void> {
    const before = sessionTokenOf(request);
    if (before !== undefined) await this.sessions.end(before);
    setSessionCookie(reply, token, {
      maxAgeSeconds: MAX_AGE_MS / 1_000,
      isSecure: this.#isHttps(request),
    });
  }

  /** Ends the session of a request, if it has one, and deletes the cookie. */
  async signOut(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const token = sessionTokenOf(request);
    if (token !== undefined) {
      if (await this.#find(request, token)) await this.sessions.end(token);
      else await this.#countInvalid(request);
    }
    clearSessionCookie(reply, this.#isHttps(request));
  }

  #find(request: FastifyRequest, token: string): ReturnType<BrowserSessions["find"]> {
    requireSameOrigin(request, this.baseUrlOf);
    const { rateLimits } = request.server;
    return this.sessions.find(token, () => rateLimits.checkAddress(request, "browser session"));
  }

  async #countInvalid(request: FastifyRequest): Promise<void> {
    const limited = await request.server.rateLimits.countInvalid(request, "browser session");
    if (limited) throw limited;
  }

  #isHttps(request: FastifyRequest): boolean {
    return this.baseUrlOf(request).startsWith("https:");
  }
}
