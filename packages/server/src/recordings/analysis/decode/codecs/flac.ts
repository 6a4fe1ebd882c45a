import { FLACDecoder } from "@wasm-audio-decoders/flac";
import { parseFlacFrame, parseStreamInfo } from "../../../audio/formats/flac-frame.js";
import type { PcmBlock } from "../../pcm.js";
import { DamagedAudioError } from "../errors.js";
import { checkFormat, LIMITS } from "../limits.js";
import { type PacketDecoder, quietly, withLength } from "./codec.js";

/** The name of the format and the header of a STREAMINFO block, which is the last block. */
const STREAM_START = Buffer.from("fLaC\x80\0\0\x22", "latin1");

/** Decodes FLAC frames, which are independent of each other. */
export class FlacDecoder implements PacketDecoder {
  #decoder: FLACDecoder | undefined;
  #failures = 0;
  readonly #info;

  /** @param streamInfo the content of the STREAMINFO block */
  constructor(private readonly streamInfo: Buffer) {
    const info = parseStreamInfo(streamInfo);
    if (!info) throw new DamagedAudioError("the file has no valid STREAMINFO block");
    checkFormat(info.channels, info.rate);
    this.#info = info;
  }

  /** A damaged frame is decoded to silence of the length that it states. */
  async decode(packet: Buffer): Promise<PcmBlock | undefined> {
    const frame = parseFlacFrame(packet, 0, this.#info);
    if (!frame) return undefined;
    this.#decoder ??= await this.#open();
    const decoder = this.#decoder;
    const decoded = await quietly(() => decoder.decodeFrames([packet]));
    const { samplesDecoded, channelData, sampleRate, bitDepth, errors } = decoded;
    if (errors.length > 0) this.#fail();
    if (samplesDecoded === frame.samples) {
      for (const samples of channelData) rescale(samples, 2 ** (bitDepth - 1));
      return { sampleRate, channels: channelData };
    }
    const silent = Array.from({ length: this.#info.channels }, () => new Float32Array());
    return { sampleRate: this.#info.rate, channels: withLength(silent, frame.samples) };
  }

  /** After an error, such as a missing frame, the decoder cannot continue. */
  #fail(): void {
    this.#decoder = undefined;
    this.#failures += 1;
    if (this.#failures > LIMITS.damagedFrames) {
      throw new DamagedAudioError("the file has too many damaged frames");
    }
  }

  async #open(): Promise<FLACDecoder> {
    const decoder = new FLACDecoder();
    await decoder.ready;
    // Frames may leave their format to the STREAMINFO block.
    await decoder.decodeFrames([Buffer.concat([STREAM_START, this.streamInfo])]);
    return decoder;
  }
}

/** The decoder divides integers by the largest one, instead of by full scale as others do. */
function rescale(samples: Float32Array, fullScale: number): void {
  for (let at = 0; at < samples.length; at++) {
    samples[at] = Math.round(samples[at]! * (fullScale - 1)) / fullScale;
  }
}
