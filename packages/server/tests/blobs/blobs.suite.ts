import { randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BlobGone, type ByteRange, type RecordingBlobs } from "../../src/blobs/port.js";

export interface BlobPlace {
  readonly blobs: RecordingBlobs;
  /** How many things are kept in the place, unfinished ones included. */
  count(): Promise<number>;
  remove(): Promise<void>;
}

const newName = () => randomBytes(16).toString("hex");

async function bytesOf(source: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of source) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** What every adapter of the recordings port must do. */
export function blobsSuite(name: string, newPlace: () => Promise<BlobPlace>): void {
  describe(name, () => {
    let place: BlobPlace;
    let blobs: RecordingBlobs;
    beforeAll(async () => {
      place = await newPlace();
      blobs = place.blobs;
    });
    afterAll(() => place.remove());

    test.each([1, 255, 65_536, 3_000_001, 5_242_880, 12_000_000])(
      "%i bytes are read as they were written",
      async (size) => {
        const [blob, bytes] = [newName(), randomBytes(size)];
        await blobs.write(blob, Readable.from([bytes]));
        expect(await blobs.size(blob)).toBe(size);
        expect((await bytesOf(await blobs.read(blob))).equals(bytes)).toBe(true);
      },
    );

    test("many small pieces become one", async () => {
      const blob = newName();
      async function* pieces() {
        for (let index = 0; index < 1_000; index++) yield Buffer.from([index % 256]);
      }
      await blobs.write(blob, pieces());
      const bytes = await bytesOf(await blobs.read(blob));
      expect(bytes.equals(Buffer.from(Array.from({ length: 1_000 }, (_, i) => i % 256)))).toBe(
        true,
      );
    });

    describe("a range of 10 bytes", () => {
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
        const within = { start: range.start, end: Math.min(range.end, 9) };
        expect(String(await blobs.readRange(blob, within, 10))).toBe(expected);
      });
    });

    test.each<[string, ByteRange | undefined, number]>([
      ["shorter", undefined, 11],
      ["longer", undefined, 9],
      ["shorter, in a range that is there", { start: 0, end: 3 }, 11],
      ["shorter, in a range past its end", { start: 20, end: 29 }, 30],
    ])("what is %s than recorded is gone", async (_how, range, bytes) => {
      const blob = newName();
      await blobs.write(blob, Readable.from([Buffer.from("0123456789")]));
      await expect(blobs.read(blob, range, bytes)).rejects.toBeInstanceOf(BlobGone);
      if (range) await expect(blobs.readRange(blob, range, bytes)).rejects.toBeInstanceOf(BlobGone);
      expect(String(await bytesOf(await blobs.read(blob, undefined, 10)))).toBe("0123456789");
    });

    test("nothing of that name can't be read", async () => {
      await expect(blobs.read(newName())).rejects.toBeInstanceOf(BlobGone);
      const range = { start: 0, end: 1 };
      await expect(blobs.readRange(newName(), range, 10)).rejects.toBeInstanceOf(BlobGone);
      expect(await blobs.size(newName())).toBeUndefined();
    });

    test.each([200_000, 6_000_000, 12_000_000])(
      "a source that fails after %i bytes leaves nothing",
      async (bytes) => {
        const [blob, before] = [newName(), await place.count()];
        async function* failing() {
          for (let sent = 0; sent < bytes; sent += 100_000) yield randomBytes(100_000);
          throw new Error("cut");
        }
        await expect(blobs.write(blob, failing())).rejects.toThrow("cut");
        expect(await blobs.size(blob)).toBeUndefined();
        expect(await place.count()).toBe(before);
      },
    );

    test("is not there before all of it is written", async () => {
      const blob = newName();
      let sizeMeanwhile: number | undefined = -1;
      async function* watched() {
        yield Buffer.alloc(1_000);
        sizeMeanwhile = await blobs.size(blob);
        yield Buffer.alloc(1_000);
      }
      await blobs.write(blob, watched());
      expect(sizeMeanwhile).toBeUndefined();
      expect(await blobs.size(blob)).toBe(2_000);
    });

    test("is gone once deleted; deleting what is not there does nothing", async () => {
      const [blob, before] = [newName(), await place.count()];
      await blobs.write(blob, Readable.from([Buffer.from("x")]));
      expect(await place.count()).toBe(before + 1);
      await blobs.delete(blob);
      expect(await blobs.size(blob)).toBeUndefined();
      expect(await place.count()).toBe(before);
      await expect(blobs.delete(blob)).resolves.toBeUndefined();
    });

    test("what is being read is read to its end, though deleted meanwhile", async () => {
      const [blob, bytes] = [newName(), randomBytes(2_000_000)];
      await blobs.write(blob, Readable.from([bytes]));
      const reading = await blobs.read(blob);
      await blobs.delete(blob);
      expect((await bytesOf(reading)).equals(bytes)).toBe(true);
    });

    test("is ready", async () => {
      await expect(blobs.ping()).resolves.toBeUndefined();
    });
  });
}
