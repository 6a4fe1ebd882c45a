/** Bytes that can be copied from any position. */
export interface Bytes {
  readonly size: number;
  /** Copies up to `target.length` bytes from the position, and returns how many it copied. */
  copy(target: Uint8Array, position: number): Promise<number>;
}

export interface Span {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

/** Joins spans of bytes into one sequence. The bytes between them are never read. */
export function joinSpans(bytes: Bytes, spans: readonly Span[]): Bytes {
  return {
    size: spans.reduce((sum, { start, end }) => sum + end - start, 0),
    async copy(target, position) {
      let copied = 0;
      let offset = position;
      for (const { start, end } of spans) {
        const length = Math.min(end - start - offset, target.length - copied);
        if (length > 0) {
          await bytes.copy(target.subarray(copied, copied + length), start + offset);
          copied += length;
          offset += length;
        }
        offset = Math.max(0, offset - (end - start));
      }
      return copied;
    },
  };
}
