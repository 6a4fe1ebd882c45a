/** Repeats a pattern up to this many bytes. */
export function repeated(pattern, bytes) {
  return Buffer.alloc(
    bytes,
    typeof pattern === "string" ? Buffer.from(pattern, "latin1") : pattern,
  );
}

/** Joins the parts. Text has one byte per character. */
export const joined = (...parts) =>
  Buffer.concat(
    parts.map((part) => (typeof part === "string" ? Buffer.from(part, "latin1") : part)),
  );

export function uint32(value) {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32BE(value);
  return buffer;
}

export function uint32le(value) {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32LE(value);
  return buffer;
}
