import { shorten, type ValidationError } from "syllable-contract";

/**
 * Errors that the caller of a service can act on. They do not depend on HTTP:
 * `http/error-responses.ts` maps each class to a status.
 */
export abstract class ServiceError extends Error {}

/** The input is invalid. Has every validation error that was found. */
export class InvalidInputError extends ServiceError {
  constructor(readonly errors: readonly ValidationError[]) {
    super(errors.map(describeValidationError).join("; "));
  }

  /** Creates an error with a single validation error. */
  static at(loc: (string | number)[], msg: string, type = "value_error"): InvalidInputError {
    return new InvalidInputError([{ loc, msg, type }]);
  }
}

/** What a client can identify itself with. */
export type Credential = "API key" | "recording token" | "browser session" | "sign-in link";

/** A credential that this service did not issue, or that is no longer valid: damaged, revoked or guessed. */
export class InvalidCredentialError extends ServiceError {
  constructor(
    readonly credential: Credential,
    message: string,
  ) {
    super(message);
  }
}

/** A recording token that this service issued and that has expired. */
export class ExpiredTokenError extends ServiceError {}

/** The caller is known, but may not do this. */
export class ForbiddenError extends ServiceError {}

export class NotFoundError extends ServiceError {}

/** The request contradicts the current state of what it changes. */
export class ConflictError extends ServiceError {}

/** A precondition of the request is false (RFC 9110, section 15.5.13). */
export class PreconditionFailedError extends ServiceError {
  constructor(header: "If-Match" | "If-None-Match", exists: boolean) {
    super(
      header === "If-Match"
        ? exists
          ? "If-Match does not match the current version; get it again, apply your change and send its ETag"
          : "If-Match matches nothing, because the resource does not exist; omit the header to create it"
        : "If-None-Match matches the current version (* matches any version), so nothing was changed; omit the header to write anyway",
    );
  }
}

export class TooLargeError extends ServiceError {}

/** The request body cannot be decoded. */
export class UnreadableBodyError extends ServiceError {}

/** The service can't do this now because it would take too much time or memory. */
export class OverloadedError extends ServiceError {}

/** A validation error on one line, such as `timestamp is required`. */
export const describeValidationError = ({ loc, msg }: ValidationError): string =>
  `${loc.slice(1).join(".") || loc[0]} ${msg}`;

/** The same error whether the session is absent or forbidden, so that a response does not reveal which ids exist. */
export const sessionNotFound = (id: string): NotFoundError =>
  new NotFoundError(`session ${JSON.stringify(shorten(id, 40))} not found`);
