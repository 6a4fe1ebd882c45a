/**
 * Tests for every runtime, with only what all runtimes have: no test library, and the SDK from the
 * installed package.
 */
import { HTTPClient, SyllableSDK } from "syllable-sdk";
import { SyllableSDKCore } from "syllable-sdk/core.js";
import { sessionsGetById } from "syllable-sdk/funcs/sessionsGetById.js";
import { sessionsList } from "syllable-sdk/funcs/sessionsList";
import * as errors from "syllable-sdk/models/errors";

/**
 * The servers of the suite and the expected data.
 * @typedef {object} Settings
 * @property {string} serverURL the service
 * @property {string} faultsURL a server that fails in the way that the path names
 * @property {string} closedURL a closed port
 * @property {string} apiKeyHeader
 * @property {string} sessionId a session with one recording
 * @property {number} bytes the size of the recording
 * @property {string} sha256 its SHA-256 in hex
 */

/** @type {Record<string, (settings: Settings) => Promise<void>>} */
const tests = {
  async "lists sessions"(settings) {
    const page = await sdk(settings).sessions.list({ limit: 2, orderBy: "session_id" });
    equal(page.items.length, 2);
    equal(page.totalCount, 3);
    ok(page.items[0].timestamp instanceof Date, "timestamp is not a Date");
    const result = await sessionsList(core(settings), { limit: 1 });
    equal(result.ok && result.value.items.length, 1);
  },
  async "gets a session"(settings) {
    const session = await sdk(settings).sessions.getById({ sessionId: settings.sessionId });
    equal(session.sessionId, settings.sessionId);
    equal(session.agentName, "Zoë 雪");
  },
  async "streams a recording"(settings) {
    const stream = await sdk(settings).sessions.sessionRecordingStream(await tokenOf(settings));
    const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
    equal(bytes.length, settings.bytes);
    equal(await sha256(bytes), settings.sha256);
  },
  async "streams a range of a recording"(settings) {
    const request = await tokenOf(settings);
    const part = async (/** @type {string} */ range) => {
      const options = { headers: { Range: `bytes=${range}` } };
      const stream = await sdk(settings).sessions.sessionRecordingStream(request, options);
      return new Uint8Array(await new Response(stream).arrayBuffer());
    };
    const [start, end] = [await part("0-999"), await part("1000-")];
    equal(start.length, 1000);
    const whole = new Uint8Array(settings.bytes);
    whole.set(start);
    whole.set(end, 1000);
    equal(await sha256(whole), settings.sha256);
  },
  async "returns the validation errors of the service (422)"(settings) {
    const error = await errorOf(sdk(settings).sessions.list({ limit: 1_000_000 }));
    ok(error instanceof errors.HTTPValidationError, `${error}`);
    equal(error.detail[0].loc.join("."), "query.limit");
  },
  async "rejects invalid arguments"(settings) {
    const error = await errorOf(sdk(settings).sessions.getById({ sessionId: 7 }));
    ok(error instanceof errors.SDKValidationError, `${error}`);
  },
  async "reports that a session is not found (404)"(settings) {
    const result = await sessionsGetById(core(settings), { sessionId: "404404" });
    ok(!result.ok && result.error instanceof errors.SDKError, `${result.error}`);
    equal(result.error.statusCode, 404);
  },
  async "reports an invalid API key (401)"(settings) {
    const error = await errorOf(sdk(settings, { apiKeyHeader: "wrong-key" }).sessions.list({}));
    ok(error instanceof errors.SDKError, `${error}`);
    equal(error.statusCode, 401);
  },
  async "reports a server that cannot be reached"(settings) {
    const error = await errorOf(sdk(settings, { serverURL: settings.closedURL }).sessions.list({}));
    ok(error instanceof errors.ConnectionError, `${error}: ${error?.message}`);
  },
  async "aborts a call at once"(settings) {
    const controller = new AbortController();
    const stalled = sdk(settings, { serverURL: `${settings.faultsURL}/stall` });
    const call = errorOf(stalled.sessions.list({}, { signal: controller.signal }));
    await pause(100);
    const started = Date.now();
    controller.abort();
    const error = await call;
    ok(error instanceof errors.RequestAbortedError, `${error}`);
    ok(Date.now() - started < 1_000, "it took too long");
  },
  async "aborts a stream at once"(settings) {
    const controller = new AbortController();
    const stream = await sdk(settings, {
      serverURL: `${settings.faultsURL}/drip`,
    }).sessions.sessionRecordingStream({ token: "any-token" }, { signal: controller.signal });
    const reader = stream.getReader();
    ok((await reader.read()).value.length > 0, "no bytes");
    const next = errorOf(reader.read());
    controller.abort();
    const error = await next;
    ok(error instanceof errors.RequestAbortedError, `${error}`);
  },
  async "ends a call after its time limit"(settings) {
    const stalled = sdk(settings, { serverURL: `${settings.faultsURL}/stall` });
    const error = await errorOf(stalled.sessions.list({}, { timeoutMs: 100 }));
    ok(error instanceof errors.RequestTimeoutError, `${error}`);
  },
  async "retries, with hooks for each attempt"(settings) {
    let attempts = 0;
    const httpClient = new HTTPClient().addHook("beforeRequest", () => {
      attempts++;
    });
    const serverURL = `${settings.faultsURL}/flaky-${Date.now()}-${Math.random()}`;
    const backoff = { initialInterval: 5, maxInterval: 50 };
    const flaky = sdk(settings, {
      serverURL,
      httpClient,
      retryConfig: { strategy: "backoff", backoff },
    });
    equal((await flaky.sessions.list({})).totalCount, 3);
    equal(attempts, 3);
  },
  async "ends a response that is too large, with its connection"(settings) {
    for (const path of ["endless", "bomb"]) {
      const serverURL = `${settings.faultsURL}/${path}`;
      const limited = sdk(settings, { serverURL, maxResponseBytes: 1_000_000 });
      const error = await errorOf(limited.sessions.list({}));
      ok(error instanceof errors.ResponseTooLargeError, `${path}: ${error}`);
    }
    const open = async () => (await fetch(`${settings.faultsURL}/pouring`)).text();
    while ((await open()) !== "0") await pause(20);
  },
  async "reports a body that breaks as a ConnectionError"(settings) {
    const failures = [];
    const kinds = ["short", "reset", "chunked", "chunk", "gzip", "not-gzip"];
    for (const kind of kinds) {
      const broken = sdk(settings, { serverURL: `${settings.faultsURL}/broken-${kind}` });
      const read = async () => {
        const stream = await broken.sessions.sessionRecordingStream({ token: "any-token" });
        // Not `new Response(stream)`: Chromium throws another error for a stream that fails in it.
        const reader = stream.getReader();
        while (!(await reader.read()).done);
      };
      for (const [what, call] of [
        ["list", () => broken.sessions.list()],
        ["stream", read],
      ]) {
        const error = await errorOf(call()).catch((none) => none);
        if (error instanceof errors.ConnectionError) continue;
        failures.push(`${what} ${kind}: ${error?.name} ${error?.message}`);
      }
    }
    equal(failures.join("; "), "");
  },
  async "does not follow a redirect"(settings) {
    const serverURL = `${settings.faultsURL}/redirect`;
    const error = await errorOf(sdk(settings, { serverURL }).sessions.list({}));
    ok(error instanceof errors.SDKError, `${error}`);
  },
};

/**
 * Runs every test.
 * @param {Settings} settings
 * @returns {Promise<{ name: string, error?: string }[]>} the result of each test
 */
export async function runSuite(settings) {
  const results = [];
  for (const [name, test] of Object.entries(tests)) {
    try {
      await Promise.race([test(settings), pause(20_000).then(() => fail("timed out"))]);
      results.push({ name });
    } catch (error) {
      results.push({ name, error: `${error?.stack ?? error}` });
    }
  }
  return results;
}

const options = ({ serverURL, apiKeyHeader }) => ({ serverURL, apiKeyHeader });
const sdk = (settings, more = {}) => new SyllableSDK({ ...options(settings), ...more });
const core = (settings) => new SyllableSDKCore(options(settings));
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function tokenOf(settings) {
  const { sessionId } = settings;
  const { recordings } = await sdk(settings).sessions.generateSessionRecordingUrls({ sessionId });
  equal(recordings.length, 1);
  return { token: new URL(recordings[0]).searchParams.get("token") };
}

async function sha256(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function errorOf(promise) {
  const none = {};
  const error = await promise.then(
    () => none,
    (thrown) => thrown,
  );
  return error === none ? fail("the promise did not reject") : error;
}

function fail(message) {
  throw new Error(message);
}

function ok(condition, message) {
  if (!condition) fail(message);
}

function equal(actual, expected) {
  ok(Object.is(actual, expected), `expected ${expected}, got ${actual}`);
}
