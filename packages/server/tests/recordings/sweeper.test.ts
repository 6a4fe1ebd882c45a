/** Deleting bytes that nothing references does not delay any request. */

import { recordingFiles } from "syllable-test-support/data-folder";
import { eventually } from "syllable-test-support/eventually";
import {
  demoRecording,
  listRecordings,
  newSession,
  uploadRecording,
} from "syllable-test-support/recordings";
import { withApp } from "syllable-test-support/with-app";
import { afterEach, expect, test } from "vitest";
import type { RecordingBlobs } from "../../src/blobs/port.js";

const audio = demoRecording("100017/message.ogg");

/** What a blob store does before it deletes a blob. */
let beforeDelete: () => Promise<void> = async () => undefined;
const app = withApp({}, ({ blobs }: { blobs: RecordingBlobs }) => ({
  blobs: {
    ...blobs,
    async delete(blob: string) {
      await beforeDelete();
      await blobs.delete(blob);
    },
  },
}));
afterEach(() => {
  beforeDelete = async () => undefined;
});

/** Deletes that hang until they are released. */
function holdDeletes() {
  const held: (() => void)[] = [];
  beforeDelete = () => new Promise((resolve) => held.push(resolve));
  return {
    held: () => held.length,
    release() {
      beforeDelete = async () => undefined;
      for (const resume of held) resume();
    },
  };
}

const deleteSession = (id: string) => app.call(`/api/v1/sessions/${id}`, { method: "DELETE" });
const files = () => recordingFiles(app.dataDir);

test("a session is deleted while the blob store hangs; the bytes are deleted soon after", async () => {
  const session = await newSession(app);
  await uploadRecording(app, session, "call", audio);
  const deletes = holdDeletes();
  expect((await deleteSession(session)).status).toBe(204);
  expect(await files()).toHaveLength(1);
  await eventually(() => expect(deletes.held()).toBe(1));
  deletes.release();
  await eventually(async () => expect(await files()).toEqual([]));
});

test("uploads do not wait for the bytes of others", async () => {
  const [one, other] = [await newSession(app), await newSession(app)];
  await uploadRecording(app, one, "call", audio);
  const deletes = holdDeletes();
  await deleteSession(one);
  expect((await uploadRecording(app, other, "call", audio)).status).toBe(201);
  expect((await uploadRecording(app, other, "call", audio)).status).toBe(201);
  const wrong = { "x-content-sha256": "0".repeat(64) };
  expect((await uploadRecording(app, other, "bad", audio, wrong)).status).toBe(422);
  expect(await listRecordings(app, other)).toMatchObject([{ name: "call", state: "ready" }]);
  expect(await files()).toHaveLength(4);
  deletes.release();
  await eventually(async () => expect(await files()).toHaveLength(1));
  await deleteSession(other);
  await eventually(async () => expect(await files()).toEqual([]));
});

test("bytes that can't be deleted are logged, and deleted with the next ones", async () => {
  const [one, other] = [await newSession(app), await newSession(app)];
  for (const session of [one, other]) await uploadRecording(app, session, "call", audio);
  beforeDelete = () => Promise.reject(new Error("out of order"));
  expect((await deleteSession(one)).status).toBe(204);
  await eventually(() =>
    expect(app.log()).toContainEqual(
      expect.objectContaining({
        level: 40,
        msg: "bytes of recordings could not be deleted; will retry",
        count: 1,
        err: expect.objectContaining({ message: "out of order" }),
      }),
    ),
  );
  expect(await files()).toHaveLength(2);
  beforeDelete = async () => undefined;
  expect((await deleteSession(other)).status).toBe(204);
  await eventually(async () => expect(await files()).toEqual([]));
});
