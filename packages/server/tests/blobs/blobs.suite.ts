import { randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BlobGone, type ByteRange, type RecordingBlobs } from "../../src/blobs/port.js";

/** An empty folder or bucket for the tests of one suite. */
export interface BlobLocation {
  readonly blobs: RecordingBlobs;
  /** The number of stored files or objects, including unfinished ones. */
  count(): Promise<number>;
  remove(): Promise<void>;
}

const newName = () => randomBytes(16).toString("hex");

async function bytesOf(source: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of source) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Tests that every implementation of `RecordingBlobs` must pass. */
export function blobsSuite(name: string, newLocation: () => Promise<BlobLocation>): void {
  describe(name, () => {
    let location: BlobLocation;
    let blobs: RecordingBlobs;
    beforeAll(async () => {
      location = await newLocation();
      blobs = location.blobs;
    });
    afterAll(() => location.remove());

    test.each([1, 255, 65_536, 3_000_001, 5_242_880, 12_000_000])(
      "reads the %i bytes that were written",
      async (size) => {
        const [blob, bytes] = [newName(), randomBytes(size)];
        await blobs.write(blob, Readable.from([bytes]));
        expect(await blobs.size(blob)).toBe(size);
        expect((await bytesOf(await blobs.read(blob))).equals(bytes)).toBe(true);
      },
    );

    test("stores many small chunks as one blob", async () => {
      const blob = newName();
      async function* chunks() {
        for (let index = 0; index < 1_000; index++) yield Buffer.from([index % 256]);
      }
      await blobs.write(blob, chunks());
      const bytes = await bytesOf(await blobs.read(blob));
      expect(bytes.equals(Buffer.from(Array.from({ length: 1_000 }, (_, i) => i % 256)))).toBe(
        true,
      );
    });

    describe("reads a range of 10 bytes", () => {
      const blob = newName();
      beforeAll(() => blobs.write(blob, Readable.from([Buffer.from("0123456789")])));
      test.each<[ByteRange, string]>([
        [{ start: 0, end: 0 }, "0"],
        [{ start: 0, end: 9 }, "0123456789"],
        [{ start: 3, end: 5 }, "345"],
        [{ start: 9, end: 9 }, "9"],
        [{ start: 5, end: 4_099 }, "56789"],
      ])("%j", async (range, expected) => {
        expect(String(await bytesOf(await blobs.read(blob, range)))).toBe(expected);
        const clamped = { start: range.start, end: Math.min(range.end, 9) };
        expect(String(await blobs.readRange(blob, clamped, 10))).toBe(expected);
      });
    });

    test.each<[string, ByteRange | undefined, number]>([
      ["shorter", undefined, 11],
      ["longer", undefined, 9],
      ["shorter, within a range that it has", { start: 0, end: 3 }, 11],
      ["shorter, before a range past its end", { start: 20, end: 29 }, 30],
    ])("rejects with BlobGone if a blob is %s than expected", async (_how, range, bytes) => {
      const blob = newName();
      await blobs.write(blob, Readable.from([Buffer.from("0123456789")]));
      await expect(blobs.read(blob, range, bytes)).rejects.toBeInstanceOf(BlobGone);
      if (range) await expect(blobs.readRange(blob, range, bytes)).rejects.toBeInstanceOf(BlobGone);
      expect(String(await bytesOf(await blobs.read(blob, undefined, 10)))).toBe("0123456789");
    });

    test("rejects with BlobGone if a blob does not exist", async () => {
      await expect(blobs.read(newName())).rejects.toBeInstanceOf(BlobGone);
      const range = { start: 0, end: 1 };
      await expect(blobs.readRange(newName(), range, 10)).rejects.toBeInstanceOf(BlobGone);
      expect(await blobs.size(newName())).toBeUndefined();
    });

    test.each([200_000, 6_000_000, 12_000_000])(
      "stores nothing if the source fails after %i bytes",
      async (bytes) => {
        const [blob, before] = [newName(), await location.count()];
        async function* failing() {
          for (let sent = 0; sent < bytes; sent += 100_000) yield randomBytes(100_000);
          throw new Error("source failed");
        }
        await expect(blobs.write(blob, failing())).rejects.toThrow("source failed");
        expect(await blobs.size(blob)).toBeUndefined();
        expect(await location.count()).toBe(before);
      },
    );

    test("a blob does not exist until all of it is written", async () => {
      const blob = newName();
      let sizeDuringWrite: number | undefined = -1;
      async function* observed() {
        yield Buffer.alloc(1_000);
        sizeDuringWrite = await blobs.size(blob);
        yield Buffer.alloc(1_000);
      }
      await blobs.write(blob, observed());
      expect(sizeDuringWrite).toBeUndefined();
      expect(await blobs.size(blob)).toBe(2_000);
    });

    test("deletes a blob; deleting a missing blob does nothing", async () => {
      const [blob, before] = [newName(), await location.count()];
      await blobs.write(blob, Readable.from([Buffer.from("x")]));
      expect(await location.count()).toBe(before + 1);
      await blobs.delete(blob);
      expect(await blobs.size(blob)).toBeUndefined();
      expect(await location.count()).toBe(before);
      await expect(blobs.delete(blob)).resolves.toBeUndefined();
    });

    test("a read in progress continues to the end if the blob is deleted", async () => {
      const [blob, bytes] = [newName(), randomBytes(2_000_000)];
      await blobs.write(blob, Readable.from([bytes]));
      const reading = await blobs.read(blob);
      await blobs.delete(blob);
      expect((await bytesOf(reading)).equals(bytes)).toBe(true);
    });

    test("ping succeeds", async () => {
      await expect(blobs.ping()).resolves.toBeUndefined();
    });
  });
}
