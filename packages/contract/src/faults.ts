/** The faults of a request. Their number and length are bounded, whatever the request holds. */

export type Location = (string | number)[];

/** One fault of a request, as listed in the `detail` of a 422 response. */
export interface ValidationError {
  /** Where: `["query", "limit"]` or `["body", "timestamp"]`. */
  loc: Location;
  /** What was wrong, for people. */
  msg: string;
  /** What was wrong, for programs. */
  type: string;
}

/** The most faults that are listed. */
export const MAX_FAULTS = 100;

const MAX_NAME_LENGTH = 100;

/**
 * Adds a fault to a list. Returns false if the list is full: it then ends with a note, and the
 * caller should stop checking. Names in `loc` may come from the request, so they are shortened.
 */
export function addFault(faults: ValidationError[], fault: ValidationError): boolean {
  if (faults.length < MAX_FAULTS) {
    faults.push({ ...fault, loc: fault.loc.map(shortenName) });
    return true;
  }
  if (faults.length === MAX_FAULTS) {
    const msg = `has more errors; only the first ${MAX_FAULTS} are listed`;
    faults.push({ loc: fault.loc.slice(0, 1), msg, type: "too_many_errors" });
  }
  return false;
}

/** Shortens text from a request for use in a response. Never splits a character. */
export const shorten = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length).replace(/[\ud800-\udbff]$/, "")}…` : text;

const shortenName = (name: string | number): string | number =>
  typeof name === "string" ? shorten(name, MAX_NAME_LENGTH) : name;
