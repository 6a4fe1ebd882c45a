import { readFileSync } from "node:fs";
import { childProcesses } from "syllable-test-support/child-processes";
import { eventually } from "syllable-test-support/eventually";
import { demoRecording } from "syllable-test-support/recordings";
import { afterEach, describe, expect, test, vi } from "vitest";
import { flacFrame, flacHeader } from "../../../tests/recordings/flac-frames.js";
import { runAnalysis } from "./run-analysis.js";

const GENEROUS = { stallMs: 20_000, maxBytes: 256 * 1024 ** 2 };
const failed = (analysisDetail: string) => ({ analysis: "failed", analysisDetail });

const wav = demoRecording("100033/check.wav");
const analysed = { audio: { durationMs: 11_030.625, channels: [{}, {}] } };
/** 20,000 frames of FLAC, each with 65,535 samples, in 300 kB. */
const endless = Buffer.concat([
  flacHeader({ rate: 44_100, frameSamples: 65_535 }),
  ...Array.from({ length: 20_000 }, (_, number) => flacFrame(number, 65_535, number % 128)),
]);

interface Options {
  readonly limits?: Partial<typeof GENEROUS>;
  readonly signal?: AbortSignal;
  /** Called before each read. */
  readonly onRead?: () => unknown;
}

const analyse = (
  bytes: Buffer,
  { limits, signal = new AbortController().signal, onRead = () => undefined }: Options = {},
) => {
  const read = async ({ start, end }: { start: number; end: number }) => {
    await onRead();
    return bytes.subarray(start, end + 1);
  };
  const file = { bytes: bytes.length, type: "audio/x", name: "call", read };
  return runAnalysis(file, signal, { ...GENEROUS, ...limits });
};

const processes = () => childProcesses(process.pid, "analysis-process");
const expectNoProcess = () => eventually(() => expect(processes()).toEqual([]));

afterEach(() => vi.unstubAllEnvs());

test("returns what is found in the samples, and ends the process", async () => {
  expect(await analyse(wav)).toMatchObject(analysed);
  await expectNoProcess();
});

test.each([
  ["a format that can't be decoded", "#!AMR\n\x3c", "unsupported", "AMR can't be decoded"],
  ["bytes that are not audio", "Dear reader", "failed", "the bytes are text, which is not audio"],
])("returns why it can't analyse %s", async (_what, text, analysis, analysisDetail) => {
  expect(await analyse(Buffer.from(text, "latin1"))).toEqual({ analysis, analysisDetail });
});

describe("fails, and goes on with the next recording,", () => {
  test("if decoding makes no progress", async () => {
    const onRead = vi.fn();
    const result = await analyse(endless, { limits: { stallMs: 3_000 }, onRead });
    expect(result).toEqual(failed("decoding made no progress for 3 s"));
    expect(onRead).toHaveBeenCalled();
    await expectNoProcess();
    expect(await analyse(wav)).toMatchObject(analysed);
  });

  test("if decoding uses too much memory", async () => {
    const result = await analyse(endless, { limits: { maxBytes: 16 * 1024 ** 2 } });
    expect(result).toEqual(failed("decoding used too much memory"));
    expect(await analyse(wav)).toMatchObject(analysed);
  });

  test.skipIf(process.platform !== "linux").each(["SIGSEGV", "SIGTRAP"])(
    "if the decoder crashes with %s while bytes are read",
    async (crash) => {
      const onRead = async () => {
        const [pid] = processes();
        process.kill(pid!, crash);
        await expectNoProcess();
      };
      expect(await analyse(wav, { onRead })).toEqual(failed("the decoder crashed"));
      expect(await analyse(wav)).toMatchObject(analysed);
    },
  );
});

test("rejects if the bytes can't be read", async () => {
  const onRead = () => Promise.reject(new Error("the bucket is unavailable"));
  await expect(analyse(wav, { onRead })).rejects.toThrow("the bucket is unavailable");
  await expectNoProcess();
});

test("rejects if the process can't be started", async () => {
  const execPath = process.execPath;
  process.execPath = "/nonexistent/node";
  try {
    await expect(analyse(wav)).rejects.toThrow("can't be started");
  } finally {
    process.execPath = execPath;
  }
});

test.each([
  ["while it decodes", () => undefined],
  ["while bytes are read", () => new Promise(() => undefined)],
])("ends the process at once if the signal aborts %s", async (_when, wait) => {
  const controller = new AbortController();
  const onRead = vi.fn(wait);
  const result = analyse(endless, { signal: controller.signal, onRead });
  const expected = expect(result).rejects.toThrow("stopped");
  await eventually(() => expect(onRead).toHaveBeenCalled());
  controller.abort(new Error("stopped"));
  await expected;
  await expectNoProcess();
});

test.skipIf(process.platform !== "linux")("the process inherits no secrets", async () => {
  vi.stubEnv("SYLLABLE_BOOTSTRAP_KEY", "secret");
  let environment = "";
  const onRead = () => {
    environment = readFileSync(`/proc/${processes()[0]}/environ`, "latin1");
  };
  await analyse(wav, { onRead });
  expect(environment).toContain("PATH=");
  expect(environment).not.toContain("secret");
});
