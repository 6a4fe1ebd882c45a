import { MPEGDecoder } from "mpg123-decoder";
import { parseMpegFrame } from "../../../audio/formats/mpeg-header.js";
import type { PcmBlock } from "../../pcm.js";
import { type PacketDecoder, quietly, withLength } from "./codec.js";

/** Decodes the frames of MPEG audio of layers 1 to 3. Their format may change from frame to frame. */
export class MpegDecoder implements PacketDecoder {
  private constructor(private readonly decoder: MPEGDecoder) {}

  static async create(): Promise<MpegDecoder> {
    const decoder = new MPEGDecoder({ enableGapless: false });
    await decoder.ready;
    return new MpegDecoder(decoder);
  }

  async decode(packet: Buffer): Promise<PcmBlock | undefined> {
    const frame = parseMpegFrame(packet);
    if (!frame) return undefined;
    // A frame whose end is missing is played as far as it goes.
    const whole = packet.length < frame.bytes ? Buffer.concat([packet], frame.bytes) : packet;
    const { channelData } = quietly(() => this.decoder.decode(whole));
    // The decoder returns mono as two equal channels.
    const channels = channelData.slice(0, frame.channels);
    return { sampleRate: frame.rate, channels: withLength(channels, frame.samples) };
  }
}
