import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { type BlobLocation, blobsSuite } from "../../tests/blobs/blobs.suite.js";
import { openRecordingFiles } from "./files.js";

async function newLocation(): Promise<BlobLocation & { folder: string }> {
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

blobsSuite("recordings in a folder", newLocation);

test("a removed folder is not ready", async () => {
  const { blobs, remove } = await newLocation();
  await remove();
  await expect(blobs.ping()).rejects.toThrow("ENOENT");
});

test("a reopened folder still has its blobs", async () => {
  const { blobs, folder, remove } = await newLocation();
  await blobs.write("ab12", Readable.from([Buffer.from("x")]));
  expect(await (await openRecordingFiles(join(folder, "recordings"))).size("ab12")).toBe(1);
  await remove();
});
