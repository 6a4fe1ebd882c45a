/** A line repeated up to this many bytes. */
export function lineRepeated(line: string, bytes: number): Generator<Buffer<ArrayBuffer>>;

/** Lines that differ, by their number. */
export function linesOf(count: number, lineOf: (index: number) => string): Generator<string>;

/** This many bytes without a newline. */
export function endlessLine(bytes: number, character?: string): Generator<Buffer<ArrayBuffer>>;
