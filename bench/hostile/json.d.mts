type Bytes = Buffer<ArrayBuffer>;

/** A timestamp for required fields. */
export const AT: string;

/** An array with as many of these items as fit, between the texts `before` and `after`. */
export function arrayOf(
  item: string,
  bytes: number,
  around?: { readonly before?: string; readonly after?: string },
): Bytes;

/** A part of a session with a list of as many of these items as fit. */
export function partOf(field: string, item: string, bytes: number): Bytes;

/** An object with this many distinct fields. It continues the object that starts with `before`. */
export function fieldsOf(
  count: number,
  options?: { readonly before?: string; readonly value?: string; readonly prefix?: string },
): Bytes;

/** Nested arrays or objects. */
export function nested(depth: number, open?: string, close?: string, inner?: string): Bytes;

/** A JSON text of one long string. */
export function longText(bytes: number, character?: string): Bytes;

/** A valid transcript. Each turn has this text. */
export function transcript(bytes: number, text?: string): Bytes;

/** Tool calls with the same name and time. */
export function toolCalls(bytes: number): Bytes;

/** A valid latency document. By default, each step has a different label. */
export function latency(
  bytes: number,
  options?: { readonly label?: string; readonly category?: string },
): Bytes;
