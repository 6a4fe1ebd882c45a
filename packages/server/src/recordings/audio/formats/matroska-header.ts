import { float, unsigned } from "./ebml.js";
import { type MatroskaTrack, newTrack } from "./matroska-codec.js";

/** The elements that are read (RFC 8794, section 11.2.4, and RFC 9559, section 5). */
export const IDS = {
  header: 0x1a45dfa3,
  segment: 0x18538067,
  info: 0x1549a966,
  tracks: 0x1654ae6b,
  trackEntry: 0xae,
  audio: 0xe1,
  cluster: 0x1f43b675,
  clusterTime: 0xe7,
  simpleBlock: 0xa3,
  blockGroup: 0xa0,
  block: 0xa1,
  blockDuration: 0x9b,
  discardPadding: 0x75a2,
} as const;

const VIDEO = 1;
const AUDIO = 2;
const MAX_TRACKS = 100;
const NANOSECONDS = 1e9;

type TrackField = (track: MatroskaTrack, content: Buffer) => void;

const TRACK_FIELDS = new Map<number, TrackField>([
  [0xd7, (track, content) => (track.number = unsigned(content))],
  [0x83, (track, content) => (track.kind = unsigned(content))],
  [0x86, (track, content) => (track.codec = content.toString("latin1").replace(/\0+$/, ""))],
  [0x63a2, (track, content) => (track.configuration = Buffer.from(content))],
  [0xb5, (track, content) => (track.rate = float(content))],
  [0x9f, (track, content) => (track.channels = unsigned(content))],
  [0x6264, (track, content) => (track.bits = unsigned(content))],
  [0x56aa, (track, content) => (track.delaySeconds = unsigned(content) / NANOSECONDS)],
  [0x23e383, (track, content) => (track.frameSeconds = unsigned(content) / NANOSECONDS)],
]);

const FIELDS = new Map<number, (header: MatroskaHeader, content: Buffer) => void>([
  [0x4282, (header, content) => (header.document = content.toString("latin1"))],
  [0x2ad7b1, (header, content) => (header.tickSeconds = unsigned(content) / NANOSECONDS)],
  [0x4489, (header, content) => (header.durationTicks = float(content))],
]);

/** What a file states before its blocks. */
export class MatroskaHeader {
  document = "";
  tickSeconds = 0.001;
  durationTicks: number | undefined;
  /** Whether the segment states its size, and is not truncated. */
  isComplete = false;
  readonly #tracks: MatroskaTrack[] = [];

  beginTrack(): void {
    if (this.#tracks.length < MAX_TRACKS) this.#tracks.push(newTrack());
  }

  hasField(id: number): boolean {
    return FIELDS.has(id) || TRACK_FIELDS.has(id);
  }

  setField(id: number, content: Buffer): void {
    FIELDS.get(id)?.(this, content);
    const track = this.#tracks.at(-1);
    if (track) TRACK_FIELDS.get(id)?.(track, content);
  }

  get audio(): MatroskaTrack | undefined {
    return this.#tracks.find(({ kind }) => kind === AUDIO);
  }

  get hasOnlyAudio(): boolean {
    return this.#tracks.every(({ kind }) => kind === AUDIO);
  }

  /** The declared duration in seconds. */
  get duration(): number | undefined {
    return this.durationTicks && this.durationTicks * this.tickSeconds;
  }

  get type(): string {
    const hasVideo = this.#tracks.some(({ kind }) => kind === VIDEO);
    return `${hasVideo ? "video" : "audio"}/${this.document === "webm" ? "webm" : "matroska"}`;
  }
}
