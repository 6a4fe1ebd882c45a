import rateLimit, { normalizeIP, type RateLimitOptions } from "@fastify/rate-limit";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Credential } from "../errors.js";
import { clientAddress, isLocal } from "./client-address.js";
import { EventCounts } from "./event-counts.js";
import { HttpError } from "./http-error.js";

declare module "fastify" {
  interface FastifyInstance {
    rateLimits: RateLimits;
  }
}

const DEFAULT_PER_MINUTE = 60_000;
/** How many invalid credentials an address may send per minute. */
const INVALID_PER_MINUTE = 60;
const MINUTE_MS = 60_000;
/** Counts are stored for the 10,000 most recent keys and addresses each. */
const WINDOW: RateLimitOptions = { timeWindow: MINUTE_MS, cache: 10_000 };

/**
 * Sets `app.rateLimits` for plugins that are registered later.
 * @param perMinute Requests per minute with one key; 0 turns all rate limits off. Default: 60,000, and
 *   clients on this machine are exempt.
 */
export function registerRateLimits(app: FastifyInstance, perMinute: number | undefined): void {
  app.register(rateLimit, { global: false }).after(() => {
    app.decorate("rateLimits", new RateLimits(app, perMinute));
    app.addHook("onClose", async () => app.rateLimits.close());
  });
}

type Limiter = ReturnType<FastifyInstance["createRateLimit"]>;

/** Limits on requests by key, and on invalid credentials by address. Each process has its own. */
export class RateLimits {
  readonly #requests: Limiter;
  readonly #invalid: Limiter;
  readonly #perMinute: number;
  readonly #exemptsLoopback: boolean;
  readonly #invalidCounts: Readonly<Record<Credential, EventCounts>>;

  constructor(app: FastifyInstance, perMinute: number | undefined) {
    this.#perMinute = perMinute ?? DEFAULT_PER_MINUTE;
    this.#exemptsLoopback = perMinute === undefined;
    this.#requests = app.createRateLimit({
      ...WINDOW,
      max: this.#perMinute,
      keyGenerator: ({ apiKey }) => apiKey.id,
    });
    this.#invalid = app.createRateLimit({
      ...WINDOW,
      max: INVALID_PER_MINUTE,
      // An IPv6 network counts as one address.
      keyGenerator: (request) => normalizeIP(clientAddress(request)),
    });
    const countsOf = (credential: Credential) =>
      new EventCounts((address, count) => {
        app.log.warn({ address, count }, `requests with an invalid ${credential}`);
      });
    this.#invalidCounts = {
      "API key": countsOf("API key"),
      "recording token": countsOf("recording token"),
      "browser session": countsOf("browser session"),
      "sign-in link": countsOf("sign-in link"),
    };
  }

  /** Counts a request against its key. Rejects with a 429 if there are too many. */
  countRequest(request: FastifyRequest): Promise<void> | undefined {
    return this.#isExempt(request) ? undefined : this.#countRequest(request);
  }

  async #countRequest(request: FastifyRequest): Promise<void> {
    const counted = await this.#requests(request);
    if (counted.isAllowed || !counted.isExceeded) return;
    throw tooMany(
      `more than ${this.#perMinute} requests within a minute with this API key`,
      counted.ttlInSeconds,
    );
  }

  /** Throws a 429 if the client's address has sent too many invalid credentials. */
  async checkAddress(request: FastifyRequest, credential: Credential): Promise<void> {
    if (this.#isExempt(request)) return;
    const counted = await this.#invalid(request, { increment: false });
    if (counted.isAllowed || !counted.isExceeded) return;
    this.#invalidCounts[credential].add(clientAddress(request));
    throw tooManyInvalid(counted.ttlInSeconds);
  }

  /** Counts an invalid credential. Returns a 429 if the client's address has sent too many. */
  async countInvalid(
    request: FastifyRequest,
    credential: Credential,
  ): Promise<HttpError | undefined> {
    this.#invalidCounts[credential].add(clientAddress(request));
    if (this.#isExempt(request)) return undefined;
    const counted = await this.#invalid(request);
    if (counted.isAllowed || !counted.isExceeded) return undefined;
    return tooManyInvalid(counted.ttlInSeconds);
  }

  close(): void {
    for (const counts of Object.values(this.#invalidCounts)) counts.flush();
  }

  #isExempt(request: FastifyRequest): boolean {
    if (this.#perMinute === 0) return true;
    return this.#exemptsLoopback && isLocal(request);
  }
}

const tooManyInvalid = (seconds: number): HttpError =>
  tooMany(
    `more than ${INVALID_PER_MINUTE} invalid credentials within a minute from this address`,
    seconds,
  );

const tooMany = (what: string, seconds: number): HttpError =>
  new HttpError(429, `${what}; try again in ${seconds} s`, { "retry-after": seconds });
