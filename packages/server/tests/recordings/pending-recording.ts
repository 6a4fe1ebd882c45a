import { Readable } from "node:stream";
import type { RecordingBlobs } from "../../src/blobs/port.js";
import type { RecordingKey, Store } from "../../src/store/port.js";
import { record } from "../store/with-store.suite.js";

const HOUR_MS = 3_600_000;

/** Stores a session of the first organisation with a recording that is waiting for analysis. */
export async function storePendingRecording(
  { sessions, recordings }: Store,
  blobs: RecordingBlobs,
  { session, name, bytes }: { session: number; name: string; bytes: Buffer },
): Promise<RecordingKey> {
  const key = { organisation: 1, blob: `${session}-${name}` };
  const type = "audio/wav";
  await sessions.put(1, [record(session)]);
  await recordings.begin({ ...key, session, name, type }, Date.now() + HOUR_MS);
  await blobs.write(key.blob, Readable.from([bytes]));
  await recordings.commit(key, {
    type,
    bytes: bytes.length,
    sha256: "",
    seconds: 1,
    channels: 1,
    startedAt: null,
    channelNames: null,
    analysis: "pending",
    analysisDetail: null,
  });
  return key;
}
