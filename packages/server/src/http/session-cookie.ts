import { fastifyCookie as cookies } from "@fastify/cookie";
import type { FastifyReply, FastifyRequest } from "fastify";

const NAME = "syllable_session";

/** The token of a browser session that a request has in its cookie. */
export function sessionTokenOf({ headers }: FastifyRequest): string | undefined {
  return headers.cookie === undefined
    ? undefined
    : cookies.parse(headers.cookie)[NAME] || undefined;
}

/** Sets the cookie of a browser session. Scripts can't read it, and other sites can't send it. */
export function setSessionCookie(
  reply: FastifyReply,
  token: string,
  { maxAgeSeconds, isSecure }: { maxAgeSeconds: number; isSecure: boolean },
): void {
  reply.header(
    "set-cookie",
    cookies.serialize(NAME, token, {
      path: "/",
      maxAge: maxAgeSeconds,
      httpOnly: true,
      sameSite: "strict",
      secure: isSecure,
    }),
  );
}

/** Deletes the cookie of a browser session. */
export const clearSessionCookie = (reply: FastifyReply, isSecure: boolean): void =>
  setSessionCookie(reply, "", { maxAgeSeconds: 0, isSecure });
