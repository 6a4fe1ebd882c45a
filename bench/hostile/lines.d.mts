/** Repeats a line up to this many bytes. */
export function lineRepeated(line: string, bytes: number): Generator<Buffer<ArrayBuffer>>;

/** Creates `count` lines from their indexes. */
export function linesOf(count: number, lineOf: (index: number) => string): Generator<string>;

/** Yields this many bytes without a newline. */
export function endlessLine(bytes: number, character?: string): Generator<Buffer<ArrayBuffer>>;
