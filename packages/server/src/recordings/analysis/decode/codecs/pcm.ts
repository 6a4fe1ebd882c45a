import type { BlockShape } from "../encodings/encodings.js";
import { blockDecoder, type FixedRatioEncoding } from "../encodings/encodings.js";
import type { PacketDecoder } from "./codec.js";

/** Decodes packets of an encoding with a fixed ratio. */
export function pcmDecoder(
  encoding: FixedRatioEncoding,
  sampleRate: number,
  shape: BlockShape,
): PacketDecoder {
  const decode = blockDecoder(encoding, shape);
  return {
    async decode(packet) {
      const whole = packet.length - (packet.length % shape.blockBytes);
      return whole === 0 ? undefined : { sampleRate, channels: decode(packet.subarray(0, whole)) };
    },
  };
}
