import { Readable } from "node:stream";
import { BlobGone, type ByteRange, type RecordingBlobs } from "../blobs/port.js";
import { InvalidInputError, NotFoundError } from "../errors.js";
import type { RecordingRecord } from "../store/port.js";
import type { SessionAudio } from "./analysis/session-audio.js";
import { recordingEtags } from "./recording-etags.js";
import { readWav, wavBytes } from "./wav.js";

/** Ranges up to this size are held in memory. */
const SHORT_BYTES = 256 * 1024;

const WAV_TOO_LARGE =
  "can't be wav for this recording, because a WAV file has at most 4 GiB; omit it to stream the uploaded bytes";

/** A representation of a recording, as clients stream it. */
export interface RecordingFile {
  readonly name: string;
  /** The media type. */
  readonly type: string;
  /** In bytes. */
  readonly size: number;
  /** The entity tags: with the media type, and as `application/octet-stream`. */
  readonly etags: readonly [typed: string, untyped: string];
  /** All bytes, or a range of them: a short range as a buffer, others as a stream. */
  read(range: ByteRange | undefined): Promise<Readable | Buffer>;
}

/** Reads the bytes of recordings. */
export class RecordingFiles {
  constructor(
    private readonly blobs: RecordingBlobs,
    private readonly audio: Pick<SessionAudio, "layout">,
  ) {}

  async isIntact({ blob, bytes }: Pick<RecordingRecord, "blob" | "bytes">): Promise<boolean> {
    return (await this.blobs.size(blob)) === bytes;
  }

  /** Throws a `NotFoundError` if bytes of a recording are missing. `read` does the same. */
  async check(recording: RecordingRecord): Promise<void> {
    if (!(await this.isIntact(recording))) throw bytesMissing(recording);
  }

  /** A recording as it was uploaded. */
  stored(recording: RecordingRecord): RecordingFile {
    return {
      name: recording.name,
      type: recording.type,
      size: recording.bytes!,
      etags: recordingEtags(recording),
      read: (range) => this.#read(recording, range),
    };
  }

  /**
   * The samples of a recording as a WAV file, computed for each range that is read.
   * @throws InvalidInputError if its samples are not at known positions
   */
  async wav(recording: RecordingRecord): Promise<RecordingFile> {
    const { blob, bytes, name, sha256 } = recording;
    const layout = await this.audio.layout(recording);
    const size = wavBytes(layout);
    if (size === undefined) throw InvalidInputError.at(["query", "as"], WAV_TOO_LARGE);
    const fetch = (range: ByteRange) => this.blobs.readRange(blob, range, bytes!);
    return {
      name: `${name.replace(/\.[^.]+$/, "")}.wav`,
      type: "audio/wav",
      size,
      etags: recordingEtags({ sha256: `${sha256}-wav`, type: "audio/wav" }),
      read: async (range = { start: 0, end: size - 1 }) => {
        await this.check(recording);
        return Readable.from(readWav(bytes!, fetch, layout, range), { objectMode: false });
      },
    };
  }

  async #read(
    { blob, bytes, ...recording }: RecordingRecord,
    range: ByteRange | undefined,
  ): Promise<Readable | Buffer> {
    const isShort = range !== undefined && range.end - range.start < SHORT_BYTES;
    try {
      return isShort
        ? await this.blobs.readRange(blob, range, bytes!)
        : await this.blobs.read(blob, range, bytes!);
    } catch (error) {
      throw error instanceof BlobGone ? bytesMissing(recording) : error;
    }
  }
}

const bytesMissing = ({ name }: Pick<RecordingRecord, "name">): NotFoundError =>
  new NotFoundError(`the bytes of recording ${name} are missing; upload it again`);
