import { GSM_FRAME_SAMPLES, GsmDecoder } from "./gsm.js";
import { parseGsm, parseGsmWav } from "./gsm-bits.js";
import { decodeImaPacket, decodeImaWav } from "./ima-adpcm.js";
import { decodeMsAdpcm } from "./ms-adpcm.js";
import { decodeSamples, SAMPLES, type SampleEncoding } from "./pcm.js";

/** Encodings of which each block has the same number of bytes and of samples. */
export type FixedRatioEncoding =
  | SampleEncoding
  | "ima-wav"
  | "ima-packets"
  | "ms-adpcm"
  | "gsm"
  | "gsm-wav";

export interface BlockShape {
  readonly channels: number;
  readonly blockBytes: number;
  /** The samples of each channel in a block. */
  readonly blockFrames: number;
}

/** Decodes whole blocks that follow each other. */
export type BlockDecoder = (bytes: Buffer) => Float32Array[];

/**
 * How many earlier blocks are decoded before those that are wanted, because the decoder depends on them.
 * A second of GSM is enough for the difference to vanish.
 */
export const warmUpBlocks = (encoding: FixedRatioEncoding): number =>
  encoding === "gsm" ? 50 : encoding === "gsm-wav" ? 25 : 0;

export function blockDecoder(encoding: FixedRatioEncoding, shape: BlockShape): BlockDecoder {
  switch (encoding) {
    case "ima-wav":
      return eachBlock(shape, decodeImaWav);
    case "ima-packets":
      return eachBlock(shape, decodeImaPacket);
    case "ms-adpcm":
      return eachBlock(shape, decodeMsAdpcm);
    case "gsm": {
      const decoder = new GsmDecoder();
      return eachBlock(shape, (block, [samples]) => decoder.decode(parseGsm(block), samples!, 0));
    }
    case "gsm-wav": {
      const decoder = new GsmDecoder();
      return eachBlock(shape, (block, [samples]) => {
        for (const [index, frame] of parseGsmWav(block).entries()) {
          decoder.decode(frame, samples!, index * GSM_FRAME_SAMPLES);
        }
      });
    }
    default:
      return (bytes) => decodeSamples(encoding, bytes, shape.channels);
  }
}

export const sampleBytes = (encoding: SampleEncoding): number => SAMPLES[encoding].bytes;

function eachBlock(
  { channels, blockBytes, blockFrames }: BlockShape,
  decode: (block: Buffer, target: readonly Float32Array[]) => void,
): BlockDecoder {
  return (bytes) => {
    const blocks = bytes.length / blockBytes;
    const all = Array.from({ length: channels }, () => new Float32Array(blocks * blockFrames));
    for (let block = 0; block < blocks; block++) {
      const target = all.map((samples) =>
        samples.subarray(block * blockFrames, (block + 1) * blockFrames),
      );
      decode(bytes.subarray(block * blockBytes, (block + 1) * blockBytes), target);
    }
    return all;
  };
}
