import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { type BlobPlace, blobsSuite } from "../../tests/blobs/blobs.suite.js";
import { openRecordingFiles } from "./files.js";

async function newPlace(): Promise<BlobPlace & { folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), "syllable-test-"));
  return {
    folder,
    blobs: await openRecordingFiles(join(folder, "recordings")),
    async count() {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      return entries.filter((entry) => entry.isFile()).length;
    },
    remove: () => rm(folder, { recursive: true }),
  };
}

blobsSuite("recordings in a folder", newPlace);

test("a folder that is gone is not ready", async () => {
  const { blobs, remove } = await newPlace();
  await remove();
  await expect(blobs.ping()).rejects.toThrow("ENOENT");
});

test("a folder opened again has what it had", async () => {
  const { blobs, folder, remove } = await newPlace();
  await blobs.write("ab12", Readable.from([Buffer.from("x")]));
  expect(await (await openRecordingFiles(join(folder, "recordings"))).size("ab12")).toBe(1);
  await remove();
});
