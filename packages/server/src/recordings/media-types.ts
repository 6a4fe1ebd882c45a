/**
 * The media types that recordings may have: those that telephony and recorders use, and those that
 * detection returns. Other types under `audio` or `video` may be text that browsers run, such as
 * `+xml`, or playlists that refer to other servers.
 */
const AUDIO = `
  32kadpcm 3gpp 3gpp2 aac aacp ac3 ac4 adpcm aif aifc aiff alac alaw AMR AMR-WB AMR-WB+ ape au
  basic BV16 BV32 caf dsd dsf DVI4 eac3 EVRC EVRC-QCP EVRCB EVRCWB EVS flac G711-0 G719 G722 G7221
  G723 G726-16 G726-24 G726-32 G726-40 G728 G729 G7291 G729D G729E GSM GSM-EFR GSM-HR-08 iLBC L16
  L20 L24 L8 LPC m4a matroska midi monkeys-audio mp2 mp3 mp4 MP4A-LATM mpa mpeg mpeg3 mpeg4-generic
  musepack ogg opus pcm PCMA PCMA-WB PCMU PCMU-WB QCELP rf64 silk speex ulaw VDVI vnd.dlna.adts
  vnd.dolby.dd-raw vnd.rn-realaudio vnd.wave vorbis vox w64 wav wave wavpack webm wma x-aac x-ac3
  x-adpcm x-aifc x-aiff x-alaw x-amr x-ape x-au x-caf x-dsdiff x-dsf x-flac x-g722 x-g729 x-gsm
  x-hx-aac-adts x-ilbc x-it x-m4a x-matroska x-midi x-monkeys-audio x-mp2 x-mp3 x-mpeg x-mpeg-3
  x-ms-asf x-ms-wma x-mulaw x-musepack x-opus x-pcm x-pn-realaudio x-pn-wav x-realaudio x-rf64 x-s3m
  x-speex x-ulaw x-voc x-vorbis x-vorbis+ogg x-vox x-w64 x-wav x-wave x-wavpack x-xm
`;
const VIDEO = `
  3gpp 3gpp2 avi matroska MP1S mp2t MP2P mp4 mpeg msvideo ogg quicktime vnd.avi webm x-flv x-m4v
  x-matroska x-ms-asf x-ms-wmv x-msvideo
`;

const typesOf = (top: string, names: string): string[] =>
  names
    .trim()
    .split(/\s+/)
    .map((name) => `${top}/${name}`);

export const RECORDING_TYPES: readonly string[] = [
  ...typesOf("audio", AUDIO),
  ...typesOf("video", VIDEO),
  "application/ogg",
];

/** Synonyms of one type per line. Detection returns the first. */
const SYNONYM_GROUPS = [
  "audio/wav audio/x-wav audio/wave audio/x-wave audio/vnd.wave audio/x-pn-wav audio/rf64 audio/x-rf64",
  "audio/mpeg audio/mp3 audio/x-mp3 audio/mpeg3 audio/x-mpeg audio/x-mpeg-3 audio/mpa audio/mp2 audio/x-mp2",
  "audio/mp4 audio/m4a audio/x-m4a",
  "audio/aac audio/x-aac audio/aacp audio/x-hx-aac-adts audio/vnd.dlna.adts",
  "audio/ogg application/ogg",
  "audio/flac audio/x-flac",
  "audio/aiff audio/x-aiff audio/aif audio/aifc audio/x-aifc",
  "audio/basic audio/au audio/x-au",
  "audio/x-caf audio/caf",
  "audio/x-w64 audio/w64",
  "audio/amr audio/x-amr",
  "audio/ac3 audio/x-ac3 audio/vnd.dolby.dd-raw",
  "audio/matroska audio/x-matroska",
  "video/matroska video/x-matroska",
  "video/mp4 video/x-m4v",
  "audio/x-ms-wma audio/wma audio/x-ms-asf",
  "video/x-ms-wmv video/x-ms-asf",
  "audio/ape audio/x-ape audio/monkeys-audio audio/x-monkeys-audio",
  "audio/wavpack audio/x-wavpack",
  "audio/x-musepack audio/musepack",
  "audio/x-dsf audio/dsf",
];

/** The first of the names of a type by each of the others, all in lower case. */
export const SYNONYMS: ReadonlyMap<string, string> = new Map(
  SYNONYM_GROUPS.flatMap((group) => {
    const [first, ...others] = group.split(" ");
    return others.map((name) => [name, first!] as const);
  }),
);
