/**
 * Files that make a parser use much time or memory. Most are small, to keep the tests fast; their
 * cost grows with their size without a limit.
 */

const SMALL = 256 * 1024;
const MEBIBYTE = 1024 ** 2;

const filled = (unit: Buffer | string, size = SMALL): Buffer =>
  Buffer.alloc(size, unit as string, "latin1");
const joined = (...parts: (Buffer | string)[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === "string" ? bytes(part) : part)));
const bytes = (text: string): Buffer => Buffer.from(text, "latin1");
const hex = (digits: string): Buffer => Buffer.from(digits.replaceAll(" ", ""), "hex");
const uint32 = (value: number): Buffer => {
  const four = Buffer.alloc(4);
  four.writeUInt32BE(value);
  return four;
};
const uint32LE = (value: number): Buffer => uint32(value).reverse();

const riff = (...content: (Buffer | string)[]): Buffer =>
  joined("RIFF", uint32LE(0x7fffffff), "WAVE", ...content);

const id3v2 = (body: Buffer): Buffer => {
  const size = [21, 14, 7, 0].map((shift) => (body.length >> shift) & 0x7f);
  return joined("ID3\x03\0\0", Buffer.from(size), body);
};
const id3Frame = (id: string, data: Buffer): Buffer =>
  joined(id, uint32(data.length), "\0\0", data);
const picture = (): Buffer =>
  id3Frame("APIC", joined("\0image/png\0\x03\0", filled("A", 4 * MEBIBYTE)));

const oggPage = (sequence: number, flags: number, data: Buffer, serial = 1): Buffer => {
  const header = Buffer.alloc(28);
  header.write("OggS");
  header[5] = flags;
  header.writeUInt32LE(serial, 14);
  header.writeUInt32LE(sequence, 18);
  header[26] = 1;
  header[27] = data.length;
  return joined(header, data);
};
const OPUS_HEAD = joined("OpusHead\x01\x01", Buffer.alloc(9));
const OGG_START = joined(oggPage(0, 2, OPUS_HEAD), oggPage(1, 0, bytes("OpusTags")));

const ASF_HEADER = joined(
  hex("3026b2758e66cf11a6d900aa0062ce6c ffffff7f00000000"),
  uint32LE(0xffffff),
  "\x01\x02",
);
/** An APEv2 tag that declares two billion fields. */
const APE_TAG = joined("APETAGEX", uint32LE(2_000), hex("ffffff7f ffffff7f"), Buffer.alloc(8));
const APE = joined("MAC ", Buffer.alloc(4), uint32LE(52), Buffer.alloc(64), APE_TAG);

export const hostileAudio: readonly [what: string, type: string, file: Buffer][] = [
  ["MPEG that contains only 0xff", "audio/mpeg", filled("\xff", 2 * MEBIBYTE)],
  ["0xff that is declared as WAV", "audio/wav", filled("\xff", SMALL / 4)],
  ["MP4 boxes within boxes", "audio/mp4", filled(hex("7fffffff6d6f6f76"), 8 * MEBIBYTE)],
  ["MP4 boxes of size 0", "audio/mp4", filled(hex("0000000066726565"))],
  ["empty MP4 boxes", "audio/mp4", filled(hex("0000000866726565"))],
  ["MP4 boxes of a 64-bit size of zero", "audio/mp4", filled(hex("000000016d6f6f76"))],
  ["MP4 with endless brands", "audio/mp4", joined(uint32(SMALL), "ftyp", filled("M4A "))],
  ["empty WAV chunks", "audio/wav", riff(filled(hex("6a756e6b00000000")))],
  [
    "empty WAV tags",
    "audio/wav",
    riff("LIST", uint32LE(0x7ffffff), "INFO", filled("INAM\0\0\0\0")),
  ],
  [
    "WAV with an ID3 tag of empty frames",
    "audio/wav",
    riff("id3 ", uint32LE(SMALL), id3v2(filled(id3Frame("TIT2", bytes("\0a"))))),
  ],
  [
    "WebM voids",
    "audio/webm",
    joined(hex("1a45dfa380 18538067 01ffffffffffffff"), filled(hex("ec80"))),
  ],
  ["Matroska tags within tags", "audio/matroska", filled(hex("1254c367010000000000ffff7373"))],
  ["a large ID3 picture", "audio/mpeg", joined(id3v2(picture()), filled("\0"))],
  [
    "many small ID3 frames",
    "audio/mpeg",
    joined(id3v2(filled(id3Frame("TIT2", bytes("\0a")))), filled("\0")),
  ],
  ["empty ID3 tags", "audio/mpeg", filled(id3v2(Buffer.alloc(0)))],
  ["tiny Ogg pages", "audio/ogg", joined(OGG_START, filled(oggPage(2, 0, bytes("a"))))],
  ["Ogg packets that never end", "audio/ogg", joined(OGG_START, filled(oggPage(2, 1, bytes("a"))))],
  [
    "thousands of Ogg streams",
    "audio/ogg",
    joined(...Array.from({ length: 3_000 }, (_, serial) => oggPage(0, 2, OPUS_HEAD, serial))),
  ],
  ["giant FLAC blocks", "audio/flac", joined("fLaC\x04\xff\xff\xff", filled("\xff"))],
  ["empty FLAC blocks", "audio/flac", joined("fLaC", filled(hex("01000000")))],
  [
    "FLAC with endless comments",
    "audio/flac",
    joined("fLaC\x84\0\0\x0c", uint32LE(0), uint32LE(0x7fffffff), uint32LE(0)),
  ],
  [
    "empty AIFF chunks",
    "audio/aiff",
    joined("FORM", uint32(0x7fffffff), "AIFF", filled(hex("6a756e6b00000000"))),
  ],
  [
    "AIFF notes",
    "audio/aiff",
    joined("FORM", uint32(0x7fffffff), "AIFFANNO", uint32(SMALL), filled("a\0")),
  ],
  [
    "tiny ASF objects",
    "audio/x-ms-asf",
    joined(ASF_HEADER, filled(joined(Buffer.alloc(16, 7), uint32LE(24), uint32LE(0)))),
  ],
  ["ASF objects of size 0", "audio/x-ms-asf", joined(ASF_HEADER, filled("\0"))],
  ["endless APE tags", "audio/ape", joined(APE, filled("\0"))],
  ["empty WavPack blocks", "audio/wavpack", filled(joined("wvpk", uint32LE(24), Buffer.alloc(24)))],
  ["a DSF that points backwards", "audio/x-dsf", joined("DSD ", filled(hex("ffffffffffffff7f")))],
  ["tiny Musepack packets", "audio/x-musepack", joined("MPCK", filled("AP\x03"))],
];
