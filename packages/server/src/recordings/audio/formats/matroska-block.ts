import { sizeAt } from "./ebml.js";

/** The frames of a block, from its bytes after the track number, the time and the flags. */
export function framesOfBlock(flags: number, content: Buffer): Buffer[] {
  const lacing = (flags >> 1) & 3;
  if (lacing === 0) return [content];
  const count = (content[0] ?? 0) + 1;
  if (lacing === 2) {
    const size = Math.floor((content.length - 1) / count);
    return Array.from({ length: size > 0 ? count : 0 }, (_, index) =>
      content.subarray(1 + index * size, 1 + (index + 1) * size),
    );
  }
  const { sizes, end } = lacing === 1 ? xiphSizes(content, count) : ebmlSizes(content, count);
  const frames: Buffer[] = [];
  let at = end;
  for (const size of sizes) {
    frames.push(content.subarray(at, at + size));
    at += size;
  }
  return [...frames, content.subarray(at)];
}

interface Sizes {
  /** The sizes of all frames but the last. */
  readonly sizes: number[];
  readonly end: number;
}

function xiphSizes(content: Buffer, count: number): Sizes {
  const sizes: number[] = [];
  let at = 1;
  while (sizes.length < count - 1 && at < content.length) {
    let size = 0;
    let byte = 255;
    while (byte === 255 && at < content.length) {
      byte = content[at++]!;
      size += byte;
    }
    sizes.push(size);
  }
  return { sizes, end: at };
}

/** The first size, then the difference of each size from the one before. */
function ebmlSizes(content: Buffer, count: number): Sizes {
  const sizes: number[] = [];
  let at = 1;
  while (sizes.length < count - 1) {
    const number = sizeAt(content, at);
    if (!number) break;
    const middle = 2 ** (7 * number.bytes - 1) - 1;
    const value = number.value ?? 2 * middle + 1;
    sizes.push(Math.max(0, at === 1 ? value : sizes.at(-1)! + value - middle));
    at += number.bytes;
  }
  return { sizes, end: at };
}
