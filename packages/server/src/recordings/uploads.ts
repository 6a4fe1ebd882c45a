import { randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import type { RecordingWire } from "syllable-contract";
import type { RecordingBlobs } from "../blobs/port.js";
import { ConflictError, InvalidInputError, TooLargeError } from "../errors.js";
import type { Sessions } from "../sessions/sessions.js";
import type { RecordingFacts, RecordingKey, RecordingStore } from "../store/port.js";
import type { AudioProbe, ProbeResult } from "./audio/probe.js";
import { ChecksumVerifier, type ExpectedChecksum } from "./checksums.js";
import { detectedType } from "./media-type.js";
import { recordingWire } from "./recording-wire.js";

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;
const BLOB_BYTES = 16;

/** The most recordings of a session, because a list of them checks the stored bytes of each. */
const MAX_RECORDINGS = 500;

/** How long an upload counts as going on after its process was last heard of. */
const LEASE_MS = 5 * 60_000;

/** Where an upload goes: a session that exists, and a valid name. */
export interface UploadTarget {
  readonly organisation: number;
  readonly session: number;
  readonly name: string;
}

export interface Upload {
  readonly body: Readable;
  /** The declared media type; undefined to have it detected. */
  readonly type: string | undefined;
  readonly checksums: readonly ExpectedChecksum[];
  /** The number of bytes, if it is known in advance. */
  readonly length: number | undefined;
}

/** Takes recordings in, and removes the bytes of those that are gone. */
export class RecordingUploads {
  /** Failed uploads whose bytes could not be removed yet. */
  private readonly remains = new Set<RecordingKey>();

  constructor(
    private readonly sessions: Sessions,
    private readonly store: RecordingStore,
    private readonly blobs: RecordingBlobs,
    private readonly probe: AudioProbe,
    /** The largest recording taken. */
    private readonly maxBytes: number,
  ) {}

  /** Checks where an upload goes. Throws if the session does not exist or the name is invalid. */
  async target(organisation: number, sessionId: string, name: string): Promise<UploadTarget> {
    const session = await this.sessions.idOf(organisation, sessionId);
    if (!NAME.test(name)) {
      const msg =
        "must be 1 to 128 letters, digits, dots, dashes or underscores, a letter or digit first";
      throw InvalidInputError.at(["path", "name"], msg);
    }
    return { organisation, session, name };
  }

  /**
   * Stores all of an upload or nothing. If the client disconnects after the last byte, the recording
   * is stored without its facts.
   */
  async upload(
    target: UploadTarget,
    { body, type: declared, checksums, length }: Upload,
    client: AbortSignal,
  ): Promise<RecordingWire> {
    const { organisation, session, name } = target;
    if (length !== undefined && length > this.maxBytes) throw this.tooLarge();
    await this.checkLimit(target);

    const blob = randomBytes(BLOB_BYTES).toString("hex");
    const type = declared ?? "application/octet-stream";
    const key = { organisation, blob };
    await this.store.begin({ ...key, session, name, type }, Date.now() + LEASE_MS);
    const endLease = this.keepLease(key);
    let facts: RecordingFacts;
    try {
      const verifier = new ChecksumVerifier(checksums);
      const bytes = await this.receive(blob, body, verifier);
      const sha256 = verifier.verify();
      const { type: found, ...audio } = await this.probe.probe(
        {
          organisation,
          bytes,
          type: declared,
          read: (range) => this.blobs.readRange(blob, range, bytes),
        },
        client,
      );
      const known = declared ?? detectedType(found);
      if (!known) throw undetected(audio);
      facts = { type: known, bytes, sha256, ...audio };
      if (!(await this.store.commit(key, facts))) {
        throw new ConflictError(
          `session ${session} was deleted during the upload; nothing was stored`,
        );
      }
    } catch (error) {
      await this.remove(key).catch(() => this.remains.add(key));
      throw error;
    } finally {
      endLease();
    }
    await this.discard();
    return recordingWire(name, "ready", facts);
  }

  /**
   * Gives up the uploads whose process was not heard of since then, by default for as long as a
   * lease is, and removes what is left of them.
   */
  async sweep(heardBefore = Date.now() - LEASE_MS): Promise<void> {
    await this.store.abandon(heardBefore + LEASE_MS);
    await this.discard();
  }

  /** Removes the bytes that nothing points at any more. */
  async discard(): Promise<void> {
    for (const key of [...(await this.store.condemned()), ...this.remains]) {
      // What can't be removed now is still condemned, and tried again the next time.
      await this.remove(key).catch(() => undefined);
    }
  }

  /** Renews the lease of an upload until told to end. */
  private keepLease(key: RecordingKey): () => void {
    const renew = () => {
      // Where the store can't be written now, there is time for the next one.
      this.store.renew(key, Date.now() + LEASE_MS).catch(() => undefined);
    };
    const timer = setInterval(renew, LEASE_MS / 5);
    return () => clearInterval(timer);
  }

  private async remove(key: RecordingKey): Promise<void> {
    await this.blobs.delete(key.blob);
    await this.store.forget(key);
    this.remains.delete(key);
  }

  /** Throws a `ConflictError` if the session has no room for another recording. */
  private async checkLimit({ organisation, session, name }: UploadTarget): Promise<void> {
    const isFull = (await this.store.count(organisation, session)) >= MAX_RECORDINGS;
    if (!isFull || (await this.store.find(organisation, session, name))) return;
    throw new ConflictError(
      `session ${session} already has ${MAX_RECORDINGS} recordings, which is the limit; replace one, or use another session`,
    );
  }

  /** Stores the bytes and returns how many there are. */
  private async receive(blob: string, body: Readable, verifier: ChecksumVerifier): Promise<number> {
    let bytes = 0;
    const { maxBytes, tooLarge } = this;
    async function* passing() {
      for await (const chunk of body.iterator({ destroyOnReturn: false })) {
        bytes += chunk.length;
        if (bytes > maxBytes) throw tooLarge();
        verifier.update(chunk);
        yield chunk;
      }
    }
    await this.blobs.write(blob, Readable.from(passing()));
    if (bytes === 0)
      throw InvalidInputError.at(["body"], "is empty; a recording has at least one byte");
    return bytes;
  }

  private readonly tooLarge = (): TooLargeError =>
    new TooLargeError(`a recording may have at most ${this.maxBytes} bytes; nothing was stored`);
}

function undetected({ analysis, analysisDetail }: Omit<ProbeResult, "type">): InvalidInputError {
  const why = analysis === "failed" ? `: ${analysisDetail}` : " from the bytes";
  return InvalidInputError.at(
    ["header", "content-type"],
    `must name the media type, which could not be detected${why}; send a type such as audio/wav`,
  );
}
