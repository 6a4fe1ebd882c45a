import { expect, test } from "vitest";
import { ALAW, ULAW } from "./g711.js";

/** Samples of 16 bits. */
const at = (table: Float32Array, code: number) => table[code]! * 2 ** 15;

test.each([
  [0x00, -32_124],
  [0x10, -15_996],
  [0x7e, -8],
  [0x7f, 0],
  [0x80, 32_124],
  [0x8f, 16_764],
  [0xef, 132],
  [0xfe, 8],
  [0xff, 0],
])("µ-law %i is %i", (code, sample) => {
  expect(at(ULAW, code)).toBeCloseTo(sample, 10);
});

test.each([
  [0x2a, -32_256],
  [0x55, -8],
  [0x54, -24],
  [0x45, -264],
  [0xaa, 32_256],
  [0xd5, 8],
  [0xc5, 264],
  [0xf5, 528],
])("A-law %i is %i", (code, sample) => {
  expect(at(ALAW, code)).toBe(sample);
});

/** G.711, table 2a: the decision values at which each segment of µ-law begins, of 8,159. */
const ULAW_SEGMENTS = [0, 31, 95, 223, 479, 991, 2_015, 4_063, 8_159];
/** G.711, table 1a: those of A-law, of 4,096. */
const ALAW_SEGMENTS = [0, 32, 64, 128, 256, 512, 1_024, 2_048, 4_096];

test("each code of µ-law is in the middle of its interval", () => {
  for (let code = 0; code < 128; code++) {
    const [segment, step] = [code >> 4, code & 15];
    const [start, end] = [ULAW_SEGMENTS[segment]!, ULAW_SEGMENTS[segment + 1]!];
    // The first interval of the first segment is half as wide as the others.
    const width = segment === 0 ? 2 : (end - start) / 16;
    const first = segment === 0 ? -1 : start;
    const middle = first + width * (step + 0.5);
    expect(ULAW[255 - code]! * 2 ** 13).toBe(middle);
    expect(ULAW[127 - code]! * 2 ** 13).toBe(middle === 0 ? -0 : -middle);
  }
});

test("each code of A-law is in the middle of its interval", () => {
  for (let code = 0; code < 128; code++) {
    const [segment, step] = [code >> 4, code & 15];
    const [start, end] = [ALAW_SEGMENTS[segment]!, ALAW_SEGMENTS[segment + 1]!];
    const middle = start + ((end - start) / 16) * (step + 0.5);
    expect(ALAW[(code | 0x80) ^ 0x55]! * 2 ** 12).toBe(middle);
    expect(ALAW[code ^ 0x55]! * 2 ** 12).toBe(-middle);
  }
});
