import { GSM_FRAME_SAMPLES, GsmDecoder } from "./gsm.js";
import { parseGsm, parseGsmWav } from "./gsm-bits.js";
import { decodeImaPacket, decodeImaWav } from "./ima-adpcm.js";
import { decodeMsAdpcm } from "./ms-adpcm.js";
import { decodeSamples, SAMPLES, type SampleEncoding } from "./pcm.js";

/** Encodings in which all blocks have the same number of bytes and of samples. */
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

/** Decodes whole blocks that follow each other. Each call continues the one before. */
export type BlockDecoder = (bytes: Buffer) => Float32Array[];

/** How many blocks are decoded at a time. */
export interface Piece {
  readonly blocks: number;
  /** The blocks before the piece that are decoded first, because the decoder depends on them. */
  readonly warmUp: number;
}

/** How many bytes are decoded at a time, unless a block has more. */
const PIECE_BYTES = 32 * 1024;
const GSM_PIECE_SECONDS = 10;
/** After this time, earlier samples have no audible effect. */
const GSM_WARM_UP_SECONDS = 2;

export function pieceOf(encoding: FixedRatioEncoding, blockBytes: number): Piece {
  if (encoding !== "gsm" && encoding !== "gsm-wav") {
    return { blocks: Math.max(1, Math.floor(PIECE_BYTES / blockBytes)), warmUp: 0 };
  }
  const perSecond = encoding === "gsm" ? 50 : 25;
  return { blocks: GSM_PIECE_SECONDS * perSecond, warmUp: GSM_WARM_UP_SECONDS * perSecond };
}

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
