type Bytes = Buffer<ArrayBuffer>;

/** A moment for values that need one. */
export const AT: string;

/** An array with as many of these items as fit, between what comes before and after it. */
export function arrayOf(
  item: string,
  bytes: number,
  around?: { readonly before?: string; readonly after?: string },
): Bytes;

/** A part of a session whose list has as many of these items as fit. */
export function partOf(field: string, item: string, bytes: number): Bytes;

/** An object with this many fields, all with different names; `before` is the start of another object. */
export function fieldsOf(
  count: number,
  options?: { readonly before?: string; readonly value?: string; readonly prefix?: string },
): Bytes;

/** Arrays or objects in each other. */
export function nested(depth: number, open?: string, close?: string, inner?: string): Bytes;

/** A JSON text of one long string. */
export function longText(bytes: number, character?: string): Bytes;

/** A transcript that is valid; `text` is what each turn says. */
export function transcript(bytes: number, text?: string): Bytes;

/** Tool calls of one name at one moment. */
export function toolCalls(bytes: number): Bytes;

/** Latency that is valid; each step has a label of its own unless one is given. */
export function latency(
  bytes: number,
  options?: { readonly label?: string; readonly category?: string },
): Bytes;
