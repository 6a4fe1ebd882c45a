/** A line repeated until there are so many bytes. */
export function lineRepeated(line: string, bytes: number): Generator<Buffer<ArrayBuffer>>;

/** Lines that differ, by their number. */
export function linesOf(count: number, lineOf: (index: number) => string): Generator<string>;

/** So many bytes without an end of line. */
export function endlessLine(bytes: number, character?: string): Generator<Buffer<ArrayBuffer>>;
