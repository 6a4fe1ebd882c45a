/** Building blocks of random requests. */
import fc from "fast-check";

export const METHODS = "GET HEAD POST PUT DELETE PATCH OPTIONS TRACE PROPFIND SEARCH PURGE".split(
  " ",
);

/** Generates values of `rare` once in `weight + 1` times, otherwise of `usual`. */
export const sometimes = (rare, usual, weight = 8) =>
  fc.oneof({ weight, arbitrary: usual }, { weight: 1, arbitrary: rare });

export const encoded = (value) => encodeURIComponent(String(value).toWellFormed());
/** Characters that a request line may have, valid in a path or not. */
export const visible = fc.string({
  unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
  maxLength: 30,
});
