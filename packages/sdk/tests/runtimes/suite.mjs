/**
 * What the SDK does on every runtime, on what every runtime has and nothing else. It is run from
 * the package as installed; nothing here imports a test library.
 */
import { HTTPClient, SyllableSDK } from "syllable-sdk";
import { SyllableSDKCore } from "syllable-sdk/core.js";
import { sessionsGetById } from "syllable-sdk/funcs/sessionsGetById.js";
import { sessionsList } from "syllable-sdk/funcs/sessionsList";
import * as errors from "syllable-sdk/models/errors";

/**
 * Where the suite runs, and what it is to find there.
 * @typedef {object} Setting
 * @property {string} serverURL the service
 * @property {string} faultsURL what fails in a way that the path names
 * @property {string} closedURL where nobody listens
 * @property {string} apiKeyHeader
 * @property {string} sessionId a session with one recording
 * @property {number} bytes the size of the recording
 * @property {string} sha256 its SHA-256 in hex
 */

/** @type {Record<string, (setting: Setting) => Promise<void>>} */
const tests = {
  async "lists sessions"(setting) {
    const page = await sdk(setting).sessions.list({ limit: 2, orderBy: "session_id" });
    equal(page.items.length, 2);
    equal(page.totalCount, 3);
    ok(page.items[0].timestamp instanceof Date, "timestamp is no Date");
    const result = await sessionsList(core(setting), { limit: 1 });
    equal(result.ok && result.value.items.length, 1);
  },
  async "gets a session"(setting) {
    const session = await sdk(setting).sessions.getById({ sessionId: setting.sessionId });
    equal(session.sessionId, setting.sessionId);
    equal(session.agentName, "Zoë 雪");
  },
  async "streams a recording whole"(setting) {
    const stream = await sdk(setting).sessions.sessionRecordingStream(await tokenOf(setting));
    const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
    equal(bytes.length, setting.bytes);
    equal(await sha256(bytes), setting.sha256);
  },
  async "streams a range of a recording"(setting) {
    const request = await tokenOf(setting);
    const part = async (/** @type {string} */ range) => {
      const options = { headers: { Range: `bytes=${range}` } };
      const stream = await sdk(setting).sessions.sessionRecordingStream(request, options);
      return new Uint8Array(await new Response(stream).arrayBuffer());
    };
    const [start, end] = [await part("0-999"), await part("1000-")];
    equal(start.length, 1000);
    const whole = new Uint8Array(setting.bytes);
    whole.set(start);
    whole.set(end, 1000);
    equal(await sha256(whole), setting.sha256);
  },
  async "tells what the service finds wrong (422)"(setting) {
    const error = await failure(sdk(setting).sessions.list({ limit: 1_000_000 }));
    ok(error instanceof errors.HTTPValidationError, `${error}`);
    equal(error.detail[0].loc.join("."), "query.limit");
  },
  async "tells what it finds wrong itself"(setting) {
    const error = await failure(sdk(setting).sessions.getById({ sessionId: 7 }));
    ok(error instanceof errors.SDKValidationError, `${error}`);
  },
  async "tells what is not there (404)"(setting) {
    const result = await sessionsGetById(core(setting), { sessionId: "404404" });
    ok(!result.ok && result.error instanceof errors.SDKError, `${result.error}`);
    equal(result.error.statusCode, 404);
  },
  async "tells of a wrong key (401)"(setting) {
    const error = await failure(sdk(setting, { apiKeyHeader: "wrong-key" }).sessions.list({}));
    ok(error instanceof errors.SDKError, `${error}`);
    equal(error.statusCode, 401);
  },
  async "tells of a server that is not there"(setting) {
    const error = await failure(sdk(setting, { serverURL: setting.closedURL }).sessions.list({}));
    ok(error instanceof errors.ConnectionError, `${error}: ${error?.message}`);
  },
  async "aborts a call at once"(setting) {
    const controller = new AbortController();
    const stalled = sdk(setting, { serverURL: `${setting.faultsURL}/stall` });
    const call = failure(stalled.sessions.list({}, { signal: controller.signal }));
    await pause(100);
    const started = Date.now();
    controller.abort();
    const error = await call;
    ok(error instanceof errors.RequestAbortedError, `${error}`);
    ok(Date.now() - started < 1_000, "it took too long");
  },
  async "aborts a stream at once"(setting) {
    const controller = new AbortController();
    const stream = await sdk(setting, {
      serverURL: `${setting.faultsURL}/drip`,
    }).sessions.sessionRecordingStream({ token: "any-token" }, { signal: controller.signal });
    const reader = stream.getReader();
    ok((await reader.read()).value.length > 0, "no bytes");
    const next = failure(reader.read());
    controller.abort();
    const error = await next;
    ok(error instanceof errors.RequestAbortedError, `${error}`);
  },
  async "ends a call that takes too long"(setting) {
    const stalled = sdk(setting, { serverURL: `${setting.faultsURL}/stall` });
    const error = await failure(stalled.sessions.list({}, { timeoutMs: 100 }));
    ok(error instanceof errors.RequestTimeoutError, `${error}`);
  },
  async "tries again where it may, through the hooks"(setting) {
    let attempts = 0;
    const httpClient = new HTTPClient().addHook("beforeRequest", () => {
      attempts++;
    });
    const serverURL = `${setting.faultsURL}/flaky-${Date.now()}-${Math.random()}`;
    const backoff = { initialInterval: 5, maxInterval: 50 };
    const flaky = sdk(setting, {
      serverURL,
      httpClient,
      retryConfig: { strategy: "backoff", backoff },
    });
    equal((await flaky.sessions.list({})).totalCount, 3);
    equal(attempts, 3);
  },
  async "ends a response that is too large, and its connection"(setting) {
    for (const path of ["endless", "bomb"]) {
      const serverURL = `${setting.faultsURL}/${path}`;
      const limited = sdk(setting, { serverURL, maxResponseBytes: 1_000_000 });
      const error = await failure(limited.sessions.list({}));
      ok(error instanceof errors.ResponseTooLargeError, `${path}: ${error}`);
    }
    const open = async () => (await fetch(`${setting.faultsURL}/pouring`)).text();
    while ((await open()) !== "0") await pause(20);
  },
  async "does not follow a redirect elsewhere"(setting) {
    const serverURL = `${setting.faultsURL}/redirect`;
    const error = await failure(sdk(setting, { serverURL }).sessions.list({}));
    ok(error instanceof errors.SDKError, `${error}`);
  },
};

/**
 * Runs every test.
 * @param {Setting} setting
 * @returns {Promise<{ name: string, error?: string }[]>} what went wrong, by test
 */
export async function runSuite(setting) {
  const results = [];
  for (const [name, test] of Object.entries(tests)) {
    try {
      await Promise.race([test(setting), pause(20_000).then(() => fail("it hangs"))]);
      results.push({ name });
    } catch (error) {
      results.push({ name, error: `${error?.stack ?? error}` });
    }
  }
  return results;
}

const options = ({ serverURL, apiKeyHeader }) => ({ serverURL, apiKeyHeader });
const sdk = (setting, more = {}) => new SyllableSDK({ ...options(setting), ...more });
const core = (setting) => new SyllableSDKCore(options(setting));
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function tokenOf(setting) {
  const { sessionId } = setting;
  const { recordings } = await sdk(setting).sessions.generateSessionRecordingUrls({ sessionId });
  equal(recordings.length, 1);
  return { token: new URL(recordings[0]).searchParams.get("token") };
}

async function sha256(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function failure(promise) {
  const none = {};
  const error = await promise.then(
    () => none,
    (thrown) => thrown,
  );
  return error === none ? fail("it did not fail") : error;
}

function fail(message) {
  throw new Error(message);
}

function ok(holds, message) {
  if (!holds) fail(message);
}

function equal(actual, expected) {
  ok(Object.is(actual, expected), `expected ${expected}, got ${actual}`);
}
