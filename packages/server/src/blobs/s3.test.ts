import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { needs } from "syllable-test-support/missing-parts";
import { newPrefix, type ObjectStore, openObjectStore } from "syllable-test-support/object-store";
import { afterAll, describe, expect, test } from "vitest";
import { blobsSuite } from "../../tests/blobs/blobs.suite.js";
import { openRecordings } from "./open.js";
import { BlobGone } from "./port.js";
import { openRecordingsS3 } from "./s3.js";

const store = (await openObjectStore()) as ObjectStore;
afterAll(() => store?.remove());

describe("in an object store", needs(store), () => {
  blobsSuite("recordings in a bucket", async () => {
    const { bucket, endpoint } = store;
    const prefix = newPrefix();
    const blobs = await openRecordingsS3({ bucket, prefix, endpoint });
    const count = async () => (await store.keysUnder(prefix)).length;
    const remove = async () => {
      for (const Key of await store.keysUnder(prefix)) {
        await store.s3.deleteObject({ Bucket: bucket, Key });
      }
    };
    return { blobs, count, remove };
  });

  test("deletes the parts of an interrupted upload", async () => {
    const { bucket, endpoint, s3 } = store;
    const prefix = newPrefix();
    const blobs = await openRecordingsS3({ bucket, prefix, endpoint });
    const object = { Bucket: bucket, Key: `${prefix}/interrupted` };
    const { UploadId } = await s3.createMultipartUpload(object);
    await s3.uploadPart({ ...object, UploadId, PartNumber: 1, Body: Buffer.alloc(100) });
    expect(await store.keysUnder(prefix)).toEqual([`${prefix}/interrupted`]);
    await blobs.delete("interrupted");
    expect(await store.keysUnder(prefix)).toEqual([]);
  });

  test("rejects with BlobGone if an object was truncated", async () => {
    const { bucket, endpoint, s3 } = store;
    const blobs = await openRecordings(`s3://${bucket}/`, endpoint);
    const name = newPrefix();
    await blobs.write(name, Readable.from([Buffer.from("0123456789")]));
    await s3.putObject({ Bucket: bucket, Key: name, Body: "01234" });
    for (const range of [undefined, { start: 2, end: 3 }, { start: 7, end: 8 }]) {
      await expect(blobs.read(name, range, 10)).rejects.toBeInstanceOf(BlobGone);
    }
    await blobs.delete(name);
  });

  test("distinguishes a missing bucket from a missing object", async () => {
    const { endpoint, s3 } = store;
    const bucket = newPrefix();
    await s3.createBucket({ Bucket: bucket });
    const blobs = await openRecordingsS3({ bucket, prefix: "", endpoint });
    expect(await blobs.size("x")).toBeUndefined();
    await s3.deleteBucket({ Bucket: bucket });
    const error = { message: "the bucket does not exist", transient: false };
    await expect(blobs.size("x")).rejects.toMatchObject(error);
    await expect(blobs.read("x")).rejects.toMatchObject(error);
    await expect(blobs.ping()).rejects.toMatchObject(error);
    await expect(blobs.write("x", Readable.from([Buffer.from("x")]))).rejects.toMatchObject(error);
  });
});

test.each(["recordings", "s3://", "s3://bucket?x=1", "s3://key:secret@bucket", "http://x/y"])(
  "rejects %s as a location of recordings",
  async (url) => {
    await expect(openRecordings(url, undefined)).rejects.toThrow("file:///folder or s3://bucket");
  },
);

test("signs every body with its SHA-256, and sends a request up to three times if the store is busy", async () => {
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: "a", AWS_SECRET_ACCESS_KEY: "b" });
  const puts: IncomingHttpHeaders[] = [];
  const busy = createServer((request, response) => {
    request.resume().on("end", () => {
      if (request.method === "PUT") puts.push(request.headers);
      response.writeHead(request.method === "PUT" ? 503 : 200).end("<a></a>");
    });
  });
  busy.listen(0, "127.0.0.1");
  await once(busy, "listening");
  const endpoint = `http://127.0.0.1:${(busy.address() as AddressInfo).port}`;
  const blobs = await openRecordingsS3({ bucket: "b", prefix: "", endpoint });
  const writing = blobs.write("x", Readable.from([Buffer.from("abc")]));
  await expect(writing).rejects.toMatchObject({ transient: true });
  const sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  expect(puts.map((headers) => headers["x-amz-content-sha256"])).toEqual(Array(3).fill(sha256));
  busy.close();
});
