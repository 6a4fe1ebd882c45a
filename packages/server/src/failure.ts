import { shorten, type ValidationError } from "syllable-contract";

/** A failure that the client can act on; becomes a response with this status and detail. */
export class Failure extends Error {
  constructor(
    readonly status: number,
    readonly detail: string | ValidationError[],
    /** How long the client should wait before it tries again, in seconds. */
    readonly retryAfter?: number,
  ) {
    super(typeof detail === "string" ? detail : detail.map(describeError).join("; "));
  }
}

/** A key or token that this service did not issue: damaged, revoked or guessed. */
export class InvalidCredential extends Failure {
  constructor(
    readonly credential: "API key" | "recording token",
    detail: string,
  ) {
    super(401, detail);
  }
}

/** One line for people: `body.timestamp is required`. */
export const describeError = ({ loc, msg }: ValidationError): string =>
  `${loc.slice(1).join(".") || loc[0]} ${msg}`;

export const invalid = (loc: (string | number)[], msg: string, type = "value_error"): Failure =>
  new Failure(422, [{ loc, msg, type }]);

/** The same whether the session is absent or forbidden, so that nobody learns which ids exist. */
export const noSuchSession = (id: string): Failure =>
  new Failure(404, `there is no session ${JSON.stringify(shorten(id, 40))}`);
