/** What random requests are made of. */
import fc from "fast-check";

export const METHODS = "GET HEAD POST PUT DELETE PATCH OPTIONS TRACE PROPFIND SEARCH PURGE".split(
  " ",
);

/** One of two, the first seldom. */
export const sometimes = (arbitrary, otherwise, weight = 8) =>
  fc.oneof({ weight, arbitrary: otherwise }, { weight: 1, arbitrary });

export const encoded = (value) => encodeURIComponent(String(value).toWellFormed());
/** Characters that a request line may have, whether or not they belong into a path. */
export const visible = fc.string({
  unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
  maxLength: 30,
});
