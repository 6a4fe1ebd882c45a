import type { SyntheticCall } from "./synthetic-calls.mjs";

export const FORMAT_NAMES: readonly string[];

/** Why no file can be encoded, or undefined. */
export function missingEncoder(): string | undefined;

/** The bytes of a call in one of the formats. */
export function encodeCall(call: SyntheticCall, formatName: string): Buffer;
