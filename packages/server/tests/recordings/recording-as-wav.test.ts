/** Recordings that are streamed as WAV. */
import { randomInt } from "node:crypto";
import { recordingUrls } from "syllable-test-support/recordings";
import { withService } from "syllable-test-support/with-service";
import { describe, expect, test } from "vitest";
import { sessionWith } from "./analysed-session.js";
import { aiffFile, wavFile } from "./audio-files.js";

const service = withService({ analysis: "on" });

describe("a recording as WAV", () => {
  const mulaw = Buffer.from(Array.from({ length: 4_001 }, (_, at) => (at * 37) % 256));
  const pcm = Buffer.from(Array.from({ length: 4_000 }, (_, at) => (at * 91) % 256));

  test.each([
    ["G.711", "call.wav", wavFile(mulaw, { tag: 7, bits: 8 }), 4_001 * 2],
    ["AIFF-C", "call.aiff", aiffFile(pcm, "sowt", 16), 4_000],
    ["64-bit floating point", "call.wav", wavFile(Buffer.alloc(800), { tag: 3, bits: 64 }), 200],
    ["16-bit PCM", "call.wav", wavFile(pcm), 4_000],
  ])("of %s has exact ranges", async (_what, name, bytes, dataBytes) => {
    const session = await sessionWith(service, bytes, name);
    const url = `${(await recordingUrls(service, session))[0]}&as=wav`;
    const whole = await fetch(url);
    expect(whole.headers.get("content-type")).toBe("audio/wav");
    const file = Buffer.from(await whole.arrayBuffer());
    expect(whole.headers.get("content-length")).toBe(String(44 + dataBytes));
    expect(file.length).toBe(44 + dataBytes);
    expect(file.readUInt32LE(40)).toBe(dataBytes);
    for (let round = 0; round < 30; round++) {
      const start = randomInt(file.length);
      const end = start + randomInt(file.length - start);
      const range = `bytes=${start}-${end}`;
      const part = await fetch(url, { headers: { range } });
      expect(part.status, range).toBe(206);
      expect(part.headers.get("content-range")).toBe(`bytes ${start}-${end}/${file.length}`);
      const received = Buffer.from(await part.arrayBuffer());
      expect(received.equals(file.subarray(start, end + 1)), range).toBe(true);
    }
    // The plain URL still has the bytes of the upload.
    const plain = await fetch(url.replace("&as=wav", ""));
    expect(Buffer.from(await plain.arrayBuffer()).equals(bytes)).toBe(true);
  });

  test("has the samples of 16-bit PCM unchanged", async () => {
    const session = await sessionWith(service, wavFile(pcm));
    const [url] = await recordingUrls(service, session);
    const file = Buffer.from(await (await fetch(`${url}&as=wav`)).arrayBuffer());
    expect(file.subarray(44).equals(pcm)).toBe(true);
  });

  test("is rejected for other encodings and other values", async () => {
    const amr = Buffer.concat([Buffer.from("#!AMR\n"), Buffer.alloc(1_300, 0x3c)]);
    const session = await sessionWith(service, amr, "call.amr");
    const [url] = await recordingUrls(service, session);
    expect((await fetch(`${url}&as=wav`)).status).toBe(404);
    expect((await fetch(`${url}&as=mp3`)).status).toBe(422);
  });
});
