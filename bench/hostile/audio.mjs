/**
 * Files that look like audio and make a parser work, wait or allocate far more than their size
 * justifies. A generator takes the size of the file and returns its media type and bytes.
 */
import { joined, repeated, uint32, uint32le } from "./bytes.mjs";

const MP4 = "audio/mp4";
const MP3 = "audio/mpeg";
const WAV = "audio/wav";
const WEBM = "audio/webm";
const OGG = "audio/ogg";
const FLAC = "audio/flac";

const FTYP = joined(uint32(16), "ftypM4A ", uint32(0));
const RIFF = joined("RIFF", uint32le(0xffffffff), "WAVE");
const EBML = Buffer.from(
  "1a45dfa39f4286810142f7810142f2810442f381084282847765626d42878104428581",
  "hex",
);
const SEGMENT_OF_UNKNOWN_SIZE = Buffer.from("1853806701ffffffffffffff", "hex");
const STREAMINFO = joined(
  Buffer.from([0, 0, 0, 34]),
  Buffer.from("10001000000000000000", "hex"),
  Buffer.from("0ac442f000000000", "hex"),
  Buffer.alloc(16),
);

const file = (type, ...parts) => ({ type, bytes: joined(...parts) });

/** The size of an ID3 tag, with seven bits per byte. */
const syncsafe = (value) => Buffer.from([21, 14, 7, 0].map((shift) => (value >>> shift) & 0x7f));

const id3 = (version, bytes, frame) =>
  file(MP3, "ID3", Buffer.from([version, 0, 0]), syncsafe(bytes), repeated(frame, bytes));

/** Nested atoms, as deep as the size allows. */
function nestedAtoms(bytes) {
  const body = Buffer.alloc(bytes - (bytes % 8));
  for (let at = 0; at < body.length; at += 8) {
    body.writeUInt32BE(body.length - at, at);
    body.write(at === 0 ? "moov" : "udta", at + 4, "latin1");
  }
  return file(MP4, FTYP, body);
}

/** A sample table that declares 2^32 - 1 entries. */
function endlessSampleTable(bytes) {
  let atom = joined(uint32(bytes), "stsz", uint32(0), uint32(0), uint32(0xffffffff));
  for (const name of ["stbl", "minf", "mdia", "trak", "moov"]) {
    atom = joined(uint32(atom.length + bytes), name, atom);
  }
  return file(MP4, FTYP, atom, Buffer.alloc(bytes));
}

/** A page of an Ogg stream with one packet of less than 255 bytes. */
const oggPage = (flags, packet) =>
  joined(
    "OggS",
    Buffer.from([0, flags]),
    Buffer.alloc(20),
    Buffer.from([1, packet.length]),
    packet,
  );

const VORBIS_HEAD = oggPage(
  2,
  joined(
    Buffer.from([1]),
    "vorbis",
    Buffer.from("000000000244ac0000000000000000000000000000b801", "hex"),
  ),
);

/** A comment header that declares 2^32 - 1 comments. */
const vorbisComments = (bytes) =>
  file(
    OGG,
    VORBIS_HEAD,
    oggPage(0, joined(Buffer.from([3]), "vorbis", uint32le(0), uint32le(0xffffffff))),
    repeated(oggPage(1, Buffer.alloc(200)), bytes),
  );

/** The generators, by the names of their files. */
export const HOSTILE_AUDIO = {
  "MP4: one moov of 2 GiB after another": (bytes) =>
    file(MP4, repeated(joined(uint32(0x7fffffff), "moov"), bytes)),
  "MP3: only 0xff": (bytes) => file(MP3, repeated(Buffer.from([0xff]), bytes)),
  "WAV: empty chunks": (bytes) => file(WAV, RIFF, repeated(joined("junk", uint32le(0)), bytes)),
  "WAV: chunks that declare 4 GiB": (bytes) =>
    file(WAV, RIFF, repeated(joined("LIST", uint32le(0xfffffff0), "INFO"), bytes)),
  "WAV: no sample rate, 65,535 channels": (bytes) =>
    file(
      WAV,
      RIFF,
      "fmt ",
      uint32le(16),
      Buffer.from([1, 0, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
      "data",
      uint32le(0xffffffff),
      Buffer.alloc(bytes),
    ),
  "MP4: atoms of size 8": (bytes) => file(MP4, FTYP, repeated(joined(uint32(8), "free"), bytes)),
  "MP4: atoms of size 0": (bytes) => file(MP4, FTYP, repeated(joined(uint32(0), "free"), bytes)),
  "MP4: atoms of size 1 and 16": (bytes) =>
    file(MP4, FTYP, repeated(joined(uint32(1), "free", uint32(0), uint32(16)), bytes)),
  "MP4: atoms in atoms": nestedAtoms,
  "MP4: endless sample table": endlessSampleTable,
  "MP3: the shortest frames": (bytes) =>
    file(MP3, repeated(joined(Buffer.from([0xff, 0xe3, 0x18, 0xc4]), Buffer.alloc(68)), bytes)),
  "MP3: frames without a bit rate": (bytes) =>
    file(MP3, repeated(Buffer.from([0xff, 0xfb, 0x00, 0x00]), bytes)),
  "ID3: one large picture": (bytes) =>
    file(
      MP3,
      "ID3",
      Buffer.from([3, 0, 0]),
      syncsafe(bytes),
      "APIC",
      uint32(bytes - 10),
      Buffer.alloc(2),
      Buffer.from("\0image/png\0\x03\0", "latin1"),
      Buffer.alloc(bytes - 23),
    ),
  "ID3: small pictures": (bytes) =>
    id3(3, bytes, joined("APIC", uint32(14), Buffer.alloc(3), "image/png\0\x03")),
  "ID3: short texts": (bytes) =>
    id3(4, bytes, joined("TXXX", uint32(4), Buffer.alloc(2), "\0a\0b")),
  "ID3: frames of size 0": (bytes) => id3(3, bytes, joined("TIT2", Buffer.alloc(6))),
  "WebM: void elements": (bytes) =>
    file(WEBM, EBML, SEGMENT_OF_UNKNOWN_SIZE, repeated(Buffer.from([0xec, 0x80]), bytes)),
  "WebM: segments in segments": (bytes) =>
    file(WEBM, EBML, repeated(SEGMENT_OF_UNKNOWN_SIZE, bytes)),
  "WebM: empty tags": (bytes) =>
    file(
      WEBM,
      EBML,
      SEGMENT_OF_UNKNOWN_SIZE,
      repeated(Buffer.from("1254c36782737380", "hex"), bytes),
    ),
  "Ogg: empty pages": (bytes) =>
    file(OGG, VORBIS_HEAD, repeated(joined("OggS", Buffer.alloc(23)), bytes)),
  "Ogg: 4 billion comments": vorbisComments,
  "FLAC: empty blocks": (bytes) =>
    file(FLAC, "fLaC", STREAMINFO, repeated(Buffer.from([1, 0, 0, 0]), bytes)),
  "FLAC: pictures that declare 4 GiB": (bytes) =>
    file(
      FLAC,
      "fLaC",
      STREAMINFO,
      repeated(
        joined(Buffer.from([6, 0, 0, 32]), uint32(3), repeated(Buffer.from([0xff]), 28)),
        bytes,
      ),
    ),
  "AIFF: empty chunks": (bytes) =>
    file(
      "audio/aiff",
      "FORM",
      uint32(0x7fffffff),
      "AIFF",
      repeated(joined("ANNO", uint32(0)), bytes),
    ),
  "AAC: frames of 7 bytes": (bytes) =>
    file("audio/aac", repeated(Buffer.from("fff14c8000fffc", "hex"), bytes)),
  "APE: 2 billion tags": (bytes) =>
    file(
      "audio/ape",
      repeated(joined("MAC ", Buffer.alloc(28)), bytes),
      "APETAGEX",
      uint32le(2000),
      uint32le(bytes),
      uint32le(0x7fffffff),
      Buffer.alloc(12),
    ),
  "WavPack: empty blocks": (bytes) =>
    file("audio/wavpack", repeated(joined("wvpk", uint32le(24), Buffer.alloc(24)), bytes)),
  "ASF: objects of size 0": (bytes) =>
    file(
      "audio/x-ms-wma",
      Buffer.from("3026b2758e66cf11a6d900aa0062ce6c", "hex"),
      uint32le(0xffffffff),
      uint32le(0),
      uint32le(0xffffffff),
      Buffer.from([1, 2]),
      repeated(
        joined(Buffer.from("a1dcab8c47a9cf118ee400c00c205365", "hex"), Buffer.alloc(8)),
        bytes,
      ),
    ),
};

/** Generates the file with this name. */
export const hostileAudio = (name, bytes) => HOSTILE_AUDIO[name](bytes);
