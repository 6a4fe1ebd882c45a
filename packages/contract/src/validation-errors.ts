/** The validation errors of a request. Their number and length are limited for every request. */

export type Location = (string | number)[];

/** One validation error of a request, as listed in the `detail` of a 422 response. */
export interface ValidationError {
  /** Where the error is, such as `["query", "limit"]` or `["body", "timestamp"]`. */
  loc: Location;
  /** What is wrong, for people. */
  msg: string;
  /** What is wrong, for programs. */
  type: string;
}

/** The maximum number of validation errors in a response. */
export const MAX_VALIDATION_ERRORS = 100;

const MAX_NAME_LENGTH = 100;

/**
 * Adds an error to a list. Returns false if the list is full: it then ends with a note, and the
 * caller should stop validating. Names in `loc` may come from the request, so they are shortened.
 */
export function addValidationError(errors: ValidationError[], error: ValidationError): boolean {
  if (errors.length < MAX_VALIDATION_ERRORS) {
    errors.push({ ...error, loc: error.loc.map(shortenName) });
    return true;
  }
  if (errors.length === MAX_VALIDATION_ERRORS) {
    const msg = `has more errors; only the first ${MAX_VALIDATION_ERRORS} are listed`;
    errors.push({ loc: error.loc.slice(0, 1), msg, type: "too_many_errors" });
  }
  return false;
}

/** Shortens text from a request for use in a response. Never splits a character. */
export const shorten = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length).replace(/[\ud800-\udbff]$/, "")}…` : text;

const shortenName = (name: string | number): string | number =>
  typeof name === "string" ? shorten(name, MAX_NAME_LENGTH) : name;
