import { readFileSync } from "node:fs";
import { childProcesses } from "syllable-test-support/child-processes";
import { eventually } from "syllable-test-support/eventually";
import { demoRecording } from "syllable-test-support/recordings";
import { afterEach, describe, expect, test, vi } from "vitest";
import { AudioProbe, type ProbeLimits } from "./probe.js";

const GENEROUS: ProbeLimits = { waitMs: 20_000, parseMs: 20_000, totalMs: 20_000 };
const BRIEF_MS = 300;

const wav = demoRecording("100033/check.wav");
const wavFacts = { analysis: "ready", analysisDetail: null, seconds: 11.030625, channels: 2 };
/** 64 million empty elements of WebM, which take seconds. */
const endless = Buffer.alloc(128 * 1024 ** 2, Buffer.from("ec80", "hex"));
Buffer.from("1a45dfa380185380670100ffffffffffff", "hex").copy(endless);
/** A DSF file with an ID3 tag of more than a million texts, each of which uses memory. */
const manyTexts = Buffer.concat([
  Buffer.from("445344201c0000000000000000000001000000005000000000000000", "hex"),
  Buffer.from("666d74203400000000000000".padEnd(104, "0"), "hex"),
  Buffer.from("49443303000007400000", "hex"),
  Buffer.alloc(15 * 1024 ** 2, Buffer.from("TIT2\0\0\0\x02\0\0\0a", "latin1")),
]);

const probes: AudioProbe[] = [];
afterEach(() => {
  vi.useRealTimers();
  for (const probe of probes.splice(0)) probe.close();
});

function newProbe(limits: Partial<ProbeLimits> = {}) {
  const probe = new AudioProbe({ ...GENEROUS, ...limits });
  probes.push(probe);
  return (
    bytes: Buffer,
    type: string | undefined,
    { organisation = 1, signal = new AbortController().signal, read = readerOf(bytes) } = {},
  ) => probe.probe({ organisation, bytes: bytes.length, name: "call", type, read }, signal);
}

const readerOf =
  (bytes: Buffer) =>
  async ({ start, end }: { start: number; end: number }): Promise<Uint8Array> =>
    bytes.subarray(start, end + 1);

const neverRead = () => new Promise<Uint8Array>(() => undefined);

const processes = () => childProcesses(process.pid, "probe-process");

test("reads facts, and detects the type if none was declared", async () => {
  const probe = newProbe();
  expect(await probe(wav, "audio/wav")).toEqual({ ...wavFacts, type: "audio/wav" });
  expect(await probe(wav, undefined)).toEqual({ ...wavFacts, type: "audio/wav" });
  expect(await probe(Buffer.from("Dear reader"), undefined)).toMatchObject({
    type: undefined,
    analysis: "unsupported",
  });
});

describe("a result without facts", () => {
  const failed = { analysis: "failed", seconds: null, channels: null };

  test("says that parsing took too long, and includes the type if it was detected", async () => {
    const probe = newProbe({ parseMs: BRIEF_MS });
    const result = await probe(endless, undefined);
    const analysisDetail = "parsing took longer than 0.3 s";
    expect(result).toEqual({ ...failed, analysisDetail, type: "audio/matroska" });
  });

  test("says that reading took too long, which does not count as parsing", async () => {
    const probe = newProbe({ parseMs: BRIEF_MS, totalMs: 1_000 });
    const analysisDetail = "reading and parsing took longer than 1 s";
    const result = await probe(wav, "audio/wav", { read: neverRead });
    expect(result).toEqual({ ...failed, analysisDetail, type: undefined });
  });

  test("says that parsing used too much memory", async () => {
    const probe = newProbe();
    const analysisDetail = "parsing used too much memory";
    expect(await probe(manyTexts, "audio/dsf")).toEqual({
      ...failed,
      analysisDetail,
      type: "audio/x-dsf",
    });
  });

  test("says that other recordings of the organisation took too long; other organisations do not wait", async () => {
    const probe = newProbe({ waitMs: BRIEF_MS });
    const client = new AbortController();
    const first = probe(wav, "audio/wav", { read: neverRead, signal: client.signal });
    const analysisDetail = "the parsing of other recordings took longer than 0.3 s";
    expect(await probe(wav, "audio/wav")).toMatchObject({ ...failed, analysisDetail });
    expect(await probe(wav, "audio/wav", { organisation: 2 })).toMatchObject(wavFacts);
    client.abort(new Error("gone"));
    expect(await first).toMatchObject({
      ...failed,
      analysisDetail: "the client disconnected before the recording was parsed",
    });
    expect(await probe(wav, "audio/wav")).toMatchObject(wavFacts);
  });
});

test("rejects if the bytes can't be read, and parses the next recording", async () => {
  const probe = newProbe();
  const read = () => Promise.reject(new Error("the store is unavailable"));
  await expect(probe(wav, "audio/wav", { read })).rejects.toThrow("the store is unavailable");
  expect(await probe(wav, "audio/wav")).toMatchObject(wavFacts);
});

describe.skipIf(process.platform !== "linux")("the process of a probe", () => {
  test("is reused, and ended when it is idle", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const probe = newProbe();
    await probe(wav, "audio/wav");
    const [first] = processes();
    await probe(wav, "audio/wav");
    expect(processes()).toEqual([first]);
    vi.advanceTimersByTime(60_000);
    vi.useRealTimers();
    await eventually(() => expect(processes()).toEqual([]));
    expect(await probe(wav, "audio/wav")).toMatchObject(wavFacts);
  });

  test("is ended when its client disconnects", async () => {
    const probe = newProbe();
    const client = new AbortController();
    const result = probe(endless, "audio/mpeg", { signal: client.signal });
    await eventually(() => expect(processes()).toHaveLength(1));
    client.abort(new Error("gone"));
    expect(await result).toMatchObject({ analysis: "failed" });
    await eventually(() => expect(processes()).toEqual([]));
  });

  test("is replaced if it was killed while it was idle", async () => {
    const probe = newProbe();
    await probe(wav, "audio/wav");
    process.kill(processes()[0]!, "SIGKILL");
    expect(await probe(wav, "audio/wav")).toMatchObject(wavFacts);
  });

  test("has none of the service's secrets in its environment", async () => {
    vi.stubEnv("SYLLABLE_BOOTSTRAP_KEY", "secret");
    const probe = newProbe();
    await probe(wav, "audio/wav");
    vi.unstubAllEnvs();
    expect(readFileSync(`/proc/${processes()[0]}/environ`, "latin1")).not.toContain("secret");
  });

  test("is ended when the probe is closed, even while it parses", async () => {
    const probe = newProbe();
    const result = probe(endless, "audio/mpeg");
    await eventually(() => expect(processes()).toHaveLength(1));
    probes[0]!.close();
    expect(await result).toMatchObject({ analysis: "failed" });
    await eventually(() => expect(processes()).toEqual([]));
  });
});
