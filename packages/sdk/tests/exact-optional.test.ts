/** The packed SDK in a program with TypeScript's `exactOptionalPropertyTypes`. */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, test } from "vitest";
import { type Consumer, makeConsumer } from "./runtimes/consumer.js";
import { output } from "./runtimes/programs.js";

const require = createRequire(import.meta.url);
const TSC = join(dirname(require.resolve("typescript/package.json")), "bin/tsc");

const PROGRAM = `
import { HTTPClient, SyllableSDK, type RequestOptions, type SDKOptions } from "syllable-sdk";
import type { Fetcher } from "syllable-sdk";
import { SyllableSDKCore } from "syllable-sdk/core.js";
import { sessionsList } from "syllable-sdk/funcs/sessionsList.js";
import { LatencyUnitType, SessionLabelCode, type TimelineEvent } from "syllable-sdk/models/components";
import { matchResponse } from "syllable-sdk/lib/http";
import type { RetryConfig } from "syllable-sdk/lib/retries";
import { saveRecording } from "syllable-sdk/node";

declare const text: string | undefined;
declare const number: number | undefined;
declare const date: Date | undefined;
declare const signal: AbortSignal | undefined;
declare const retries: RetryConfig | undefined;
declare const headers: HeadersInit | undefined;
declare const fetcher: Fetcher | undefined;

const httpClient = new HTTPClient({ fetcher });
const settings: { [Name in keyof Required<SDKOptions>]: SDKOptions[Name] | undefined } = {
  apiKeyHeader: text,
  serverURL: text,
  serverIdx: number,
  httpClient,
  retryConfig: retries,
  timeoutMs: number,
  maxResponseBytes: number,
  userAgent: text,
  debugLogger: undefined,
};
const sdk = new SyllableSDK(settings);
const core = new SyllableSDKCore({ ...settings, apiKeyHeader: text });
const options: RequestOptions = {
  signal,
  headers,
  timeoutMs: number,
  idleTimeoutMs: number,
  maxResponseBytes: number,
  retries,
  retryCodes: undefined,
  serverURL: text,
  credentials: undefined,
  fetchOptions: { signal, headers, cache: undefined },
};
const backoff = { initialInterval: number, maxInterval: number, exponent: number };
export const calls = [
  sdk.sessions.list(),
  sdk.sessions.list({ page: number, startDatetime: text, orderBy: undefined }, options),
  sdk.sessions.list({}, { retries: { strategy: "backoff", backoff, retryConnectionErrors: undefined } }),
  sdk.sessionLabels.list(undefined, { signal }),
  sdk.sessions.pages({ limit: number }, { concurrency: number, cursor: text, signal }),
  sessionsList(core, undefined, { fetchOptions: undefined }),
  sdk.ingest.uploadRecording({ sessionId: "1", name: "a", body: "", type: text, sha256: text }),
  sdk.ingest.uploadRecording({ sessionId: "1", name: "a", body: "", startedAt: date, channels: undefined }),
  sdk.sessions.recordings.update({ sessionId: "1", name: "a", startedAt: date, channels: "user,agent" }),
  sdk.sessions.recordings.getWaveform({ sessionId: "1", name: "a", samplesPerPixel: number }),
  sdk.sessions.sessionRecordingStream({ token: "", as: undefined }),
  saveRecording(sdk, { sessionId: "1", index: number, name: text }, "a.mp3", {
    ...options,
    onProgress: undefined,
    sha256: text,
    maxBytes: number,
    attempts: number,
  }),
];

// Open strings suggest the known values and take any other.
export const label = { sessionId: 1, userEmail: "ada@example.com" };
export const created = [
  sdk.sessionLabels.create({ ...label, type: "human-rating", code: SessionLabelCode.Good }),
  sdk.sessionLabels.create({ ...label, type: "peer review", code: text ?? "FINE" }),
];
export const category = (event: TimelineEvent): string => event.category ?? event.source ?? "";
export const unit: LatencyUnitType = LatencyUnitType.Seconds;
// @ts-expect-error latency units are a closed enum
export const wrong: LatencyUnitType = "hours";
export const isJson = matchResponse(new Response(), ["2XX", 404], "application/json");
`;

let consumer: Consumer;
beforeAll(async () => {
  consumer = await makeConsumer();
});
afterAll(() => consumer?.[Symbol.asyncDispose]());

test("options and optional fields may be undefined", async () => {
  const compilerOptions = {
    module: "nodenext",
    target: "es2022",
    lib: ["es2023", "dom", "dom.iterable"],
    types: [],
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
  };
  const files = [await consumer.write("program.ts", PROGRAM)];
  const config = await consumer.write(
    "tsconfig.exact.json",
    JSON.stringify({ compilerOptions, files }),
  );
  await output(process.execPath, [TSC, "-p", config], consumer);
});
