/** Sends random requests to a service and finds the simplest ones that it fails on. */
import fc from "fast-check";
import { failureOf, signatureOf } from "./check-response.mjs";
import { anyRequests } from "./requests.mjs";
import { send } from "./send.mjs";
import { SESSIONS } from "./values.mjs";

/** The number of requests after which changed and deleted data is restored. */
const REFILL_EVERY = 50;
/** The maximum number of attempts to simplify a failing request. */
const MAX_SHRINKS = 300;
const AT = "2026-01-31T09:00:00Z";

class FailureFound extends Error {}

/**
 * Sends `runs` requests, one or a few at a time, starting with the `recorded` ones. Returns the
 * failures, each with its seed and its simplest requests, and how often each status was returned.
 */
export async function runFuzz({
  url,
  keys,
  runs,
  seed,
  recorded = [],
  onFailure = () => undefined,
}) {
  const state = { url, keys: { ...keys, wrong: "syl_wrong" }, statuses: new Map(), sent: 0 };
  const failures = new Map();
  await refill(state);
  const requests = anyRequests(await tokensOf(state));
  for (let examples = recorded.map((one) => [one]); state.sent < runs; seed += 1, examples = []) {
    let signature;
    let shrinks = 0;
    const property = fc.asyncProperty(requests, async (concurrent) => {
      if (signature ? shrinks++ > MAX_SHRINKS : state.sent >= runs) return;
      if (state.sent >= state.filledAt + REFILL_EVERY) await refill(state);
      for (const [found, failure] of await sendAndCheck(state, concurrent)) {
        const known = failures.get(found);
        if (known) known.count += 1;
        else if (!signature || signature === found) {
          signature = found;
          throw new FailureFound(failure);
        }
      }
    });
    const result = await fc.check(property, { seed, numRuns: runs + examples.length, examples });
    if (!result.failed) break;
    if (!(result.errorInstance instanceof FailureFound)) throw result.errorInstance;
    const simplest = await findSingleRequest(state, result.counterexample[0], signature);
    const { message } = result.errorInstance;
    const failure = { failure: message, seed, requests: simplest, count: 1 };
    failures.set(signature, failure);
    onFailure(failure);
    await checkService(state);
  }
  await checkService(state);
  return { failures: [...failures.values()], statuses: state.statuses, sent: state.sent };
}

/** Returns the request that leads to the failure by itself, or all requests if none does. */
async function findSingleRequest(state, requests, signature) {
  for (const request of requests) {
    const [failure] = await sendAndCheck(state, [request]);
    if (failure?.[0] === signature) return [request];
  }
  return requests;
}

/** Sends requests at once and returns the failures, as pairs of a signature and a description. */
async function sendAndCheck(state, concurrent) {
  const failures = await Promise.all(
    concurrent.map(async (request) => {
      const response = await send(state.url, state.keys, request);
      state.sent += 1;
      state.statuses.set(response.status, (state.statuses.get(response.status) ?? 0) + 1);
      const failure = failureOf(request, response);
      return failure && [signatureOf(request, failure), failure];
    }),
  );
  return failures.filter((failure) => failure !== undefined);
}

const call = ({ url, keys }, path, init = {}) =>
  fetch(`${url}/api/v1/${path}`, {
    ...init,
    headers: { "syllable-api-key": keys.write, ...init.headers },
  });

/** Restores the sessions, the recording and the label, which requests change or delete. */
async function refill(state) {
  state.filledAt = state.sent;
  const lines = SESSIONS.map((id) => JSON.stringify({ session_id: id, timestamp: AT }));
  await expectOk(call(state, "sessions/import", { method: "POST", body: lines.join("\n") }));
  const headers = { "content-type": "audio/wav" };
  await expectOk(
    call(state, "sessions/recording/1/call", { method: "PUT", body: "RIFF", headers }),
  );
  const label = { session_id: 1, type: "auto-rating", code: "OK", user_email: "a@example.com" };
  await expectOk(call(state, "session_labels/", { method: "POST", body: JSON.stringify(label) }));
}

async function tokensOf(state) {
  const response = await expectOk(call(state, "sessions/recording/1", { method: "POST" }));
  const { recordings } = await response.json();
  return recordings.map((url) => new URL(url).searchParams.get("token"));
}

/** Checks that the service still works. */
async function checkService(state) {
  await expectOk(fetch(`${state.url}/healthz`));
  await refill(state);
}

async function expectOk(sending) {
  const response = await sending;
  if (!response.ok) {
    throw new Error(`the service no longer works: ${response.status} ${await response.text()}`);
  }
  return response;
}
