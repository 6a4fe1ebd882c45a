import type { MatroskaTrack } from "../../../audio/formats/matroska-codec.js";
import { parseWaveFormat } from "../../../audio/formats/wave-format.js";
import type { PacketDecoder } from "../codecs/codec.js";
import { FlacDecoder } from "../codecs/flac.js";
import { MpegDecoder } from "../codecs/mpeg.js";
import { OpusDecoder } from "../codecs/opus.js";
import { pcmDecoder } from "../codecs/pcm.js";
import { VorbisDecoder } from "../codecs/vorbis.js";
import { sampleBytes } from "../encodings/encodings.js";
import { floats, integers } from "../encodings/pcm.js";
import { DamagedAudioError, UnsupportedAudioError } from "../errors.js";
import { waveLayout } from "../layouts/wave-layout.js";
import { checkFormat } from "../limits.js";

/** `CodecPrivate` of FLAC begins with the magic and the header of the STREAMINFO block. */
const FLAC_STREAM_INFO = 8;

/** The names of codecs that can't be decoded, by the start of their identifiers. */
const NAMES: Readonly<Record<string, string>> = {
  A_AAC: "AAC",
  A_AC3: "AC-3",
  A_EAC3: "E-AC-3",
  A_ALAC: "ALAC",
  A_DTS: "DTS",
  A_TRUEHD: "TrueHD",
};

/** The decoder of a track of Matroska or WebM. */
export async function matroskaDecoder(track: MatroskaTrack): Promise<PacketDecoder> {
  const { codec, configuration } = track;
  if (codec === "A_OPUS") return OpusDecoder.create(configuration);
  if (codec === "A_VORBIS") return VorbisDecoder.create(vorbisHeaders(configuration));
  if (codec === "A_FLAC") return new FlacDecoder(configuration.subarray(FLAC_STREAM_INFO));
  if (codec.startsWith("A_MPEG/")) return MpegDecoder.create();
  if (codec.startsWith("A_PCM/")) return linearDecoder(track);
  if (codec === "A_MS/ACM") {
    const format = parseWaveFormat(configuration);
    const data = { start: 0, end: 0, declaredEnd: undefined };
    const layout = waveLayout({ format, data, isBigEndian: false });
    return pcmDecoder(layout.encoding, layout.sampleRate, layout);
  }
  const name = Object.keys(NAMES).find((start) => codec.startsWith(start));
  throw new UnsupportedAudioError(
    `${name ? NAMES[name] : `the codec ${JSON.stringify(codec.slice(0, 40))}`} in Matroska can't be decoded`,
  );
}

function linearDecoder({ codec, bits, channels, rate }: MatroskaTrack): PacketDecoder {
  checkFormat(channels, rate);
  const isBigEndian = codec === "A_PCM/INT/BIG";
  const integer = bits === 8 ? "u8" : integers(bits, isBigEndian);
  const encoding = codec === "A_PCM/FLOAT/IEEE" ? floats(bits, false) : integer;
  if (!encoding) throw new UnsupportedAudioError(`${bits}-bit PCM can't be decoded`);
  const blockBytes = sampleBytes(encoding) * channels;
  return pcmDecoder(encoding, rate, { channels, blockBytes, blockFrames: 1 });
}

/** The three headers of Vorbis: their number less one, the sizes of all but the last, and the headers. */
function vorbisHeaders(configuration: Buffer): Buffer[] {
  let at = 1;
  const sizes: number[] = [];
  while (sizes.length < 2) {
    let size = 0;
    for (let byte = 255; byte === 255; size += byte) {
      const next = configuration[at++];
      if (next === undefined) throw new DamagedAudioError("the Vorbis headers are not valid");
      byte = next;
    }
    sizes.push(size);
  }
  const [first, second] = sizes as [number, number];
  return [
    configuration.subarray(at, at + first),
    configuration.subarray(at + first, at + first + second),
    configuration.subarray(at + first + second),
  ];
}
