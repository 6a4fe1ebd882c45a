/** The coded parameters of a frame (GSM 06.10, section 1.7). */
export interface GsmFrame {
  /** The log area ratios. */
  readonly ratios: readonly number[];
  readonly subframes: readonly GsmSubframe[];
}

export interface GsmSubframe {
  readonly lag: number;
  readonly gain: number;
  readonly grid: number;
  readonly peak: number;
  readonly pulses: readonly number[];
}

const RATIO_BITS = [6, 6, 5, 5, 4, 4, 3, 3];
const SUBFRAMES = 4;
const PULSES = 13;

/** A frame of 33 bytes begins with a mark of four bits. */
const MARK_BITS = 4;
/** The bits of a frame without the mark. */
const FRAME_BITS = 260;

/** The frame in 33 bytes, whose fields begin with their highest bit. */
export const parseGsm = (bytes: Buffer): GsmFrame => parse(fieldsFromHighest(bytes, MARK_BITS));

/** The two frames in a block of 65 bytes of a WAV file, whose fields begin with their lowest bit. */
export const parseGsmWav = (bytes: Buffer): GsmFrame[] =>
  [0, FRAME_BITS].map((start) => parse(fieldsFromLowest(bytes, start)));

type NextField = (bits: number) => number;

function parse(next: NextField): GsmFrame {
  const ratios = RATIO_BITS.map(next);
  const subframes = Array.from({ length: SUBFRAMES }, () => ({
    lag: next(7),
    gain: next(2),
    grid: next(2),
    peak: next(6),
    pulses: Array.from({ length: PULSES }, () => next(3)),
  }));
  return { ratios, subframes };
}

function fieldsFromHighest(bytes: Buffer, start: number): NextField {
  let position = start;
  return (bits) => {
    let value = 0;
    for (let bit = 0; bit < bits; bit++, position++) {
      value = value * 2 + ((bytes[position >> 3]! >> (7 - (position & 7))) & 1);
    }
    return value;
  };
}

function fieldsFromLowest(bytes: Buffer, start: number): NextField {
  let position = start;
  return (bits) => {
    let value = 0;
    for (let bit = 0; bit < bits; bit++, position++) {
      value |= ((bytes[position >> 3]! >> (position & 7)) & 1) << bit;
    }
    return value;
  };
}
