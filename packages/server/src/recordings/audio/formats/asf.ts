import type { ByteReader } from "../byte-reader.js";
import { type FormatFacts, withoutFacts } from "./format.js";
import { parseWaveFormat, type WaveFormat } from "./wave-format.js";

const OBJECT_HEADER_BYTES = 24;
const HEADER_BYTES = 30;
const DATA_HEADER_BYTES = 50;
const FILE_PROPERTIES = "a1dcab8c47a9cf118ee400c00c205365";
const STREAM_PROPERTIES = "9107dcb7b7a9cf118ee600c00c205365";
const AUDIO_STREAM = "409e69f84d5bcf11a8fd00805f5c442b";
const VIDEO_STREAM = "c0ef19bc4d5bcf11a8fd00805f5c442b";
const BROADCAST = 1;
/** Windows Media Audio 1 and 2. */
const WMA = [0x160, 0x161];
/** Times are in units of 100 ns. */
const TICKS = 1e7;

interface FileProperties {
  readonly seconds: number;
  readonly packets: number;
  readonly packetBytes: number;
  readonly isBroadcast: boolean;
}

/** Reads ASF, which WMA files are. */
export async function readAsf(reader: ByteReader): Promise<FormatFacts> {
  const head = await reader.at(0, HEADER_BYTES);
  const headerEnd = head.length === HEADER_BYTES ? Number(head.readBigUInt64LE(16)) : 0;
  let properties: FileProperties | undefined;
  let audio: WaveFormat | undefined;
  let streams = 0;
  let type = "audio/x-ms-wma";
  for (let position = HEADER_BYTES; position < Math.min(headerEnd, reader.size); ) {
    const header = await reader.at(position, OBJECT_HEADER_BYTES);
    if (header.length < OBJECT_HEADER_BYTES) break;
    const size = Number(header.readBigUInt64LE(16));
    if (size < OBJECT_HEADER_BYTES) break;
    const id = header.toString("hex", 0, 16);
    const content = await reader.at(position + OBJECT_HEADER_BYTES, 128);
    if (id === FILE_PROPERTIES && content.length >= 76) properties = parseProperties(content);
    if (id === STREAM_PROPERTIES && content.length >= 70) {
      streams += 1;
      const kind = content.toString("hex", 0, 16);
      if (kind === VIDEO_STREAM) type = "video/x-ms-wmv";
      if (kind === AUDIO_STREAM) audio ??= parseWaveFormat(content.subarray(54));
    }
    position += size;
  }
  if (!audio) return withoutFacts(type, "the file has no audio stream");
  const { channels } = audio;
  const reason = properties ? incompleteness(properties, reader.size - headerEnd) : NO_DURATION;
  if (reason) return { type, seconds: null, channels, reason };
  if (streams > 1) return { type, seconds: null, channels, reason: OTHER_STREAMS };
  return { type, seconds: properties!.seconds - overlapSeconds(audio), channels };
}

/** The first frame of WMA plays only where it overlaps the next, so it adds nothing to the duration. */
function overlapSeconds({ tag, rate }: WaveFormat): number {
  if (!WMA.includes(tag) || rate === 0) return 0;
  const isHalved = rate <= 22_050 || (rate <= 32_000 && tag === WMA[0]);
  const samples = rate <= 16_000 ? 512 : isHalved ? 1_024 : 2_048;
  return samples / rate;
}

const OTHER_STREAMS =
  "the header states the duration of the longest stream, which may not be the audio";
const NO_DURATION = "the header does not state the duration";

function incompleteness(
  { seconds, packets, packetBytes, isBroadcast }: FileProperties,
  dataBytes: number,
): string | undefined {
  if (isBroadcast || !(seconds > 0)) return NO_DURATION;
  const isTruncated = dataBytes < DATA_HEADER_BYTES + packets * packetBytes;
  return isTruncated ? "the file is truncated" : undefined;
}

const parseProperties = (content: Buffer): FileProperties => ({
  packets: Number(content.readBigUInt64LE(32)),
  // The time that players buffer is included in the duration.
  seconds:
    Number(content.readBigUInt64LE(40)) / TICKS - Number(content.readBigUInt64LE(56)) / 1_000,
  isBroadcast: (content.readUInt32LE(64) & BROADCAST) !== 0,
  packetBytes: content.readUInt32LE(68),
});
