/** Sends random requests to a service, and finds the simplest ones that it fails on. */
import fc from "fast-check";
import { faultOf, signatureOf } from "./judge.mjs";
import { anyRequests } from "./requests.mjs";
import { send } from "./send.mjs";
import { SESSIONS } from "./values.mjs";

/** How often what requests change or delete is put back. */
const REFILL_EVERY = 50;
/** The most requests to find a simpler example of a fault. */
const MOST_SHRINKS = 300;
const AT = "2026-01-31T09:00:00Z";

class FaultFound extends Error {}

/**
 * Sends `runs` requests, one or a few at a time. What is `recorded`, because it failed before, comes
 * first. Returns the faults, each with the simplest requests and the seed that lead to it, and how
 * often each status came.
 */
export async function runFuzz({ url, keys, runs, seed, recorded = [], onFault = () => undefined }) {
  const state = { url, keys: { ...keys, wrong: "syl_wrong" }, statuses: new Map(), sent: 0 };
  const faults = new Map();
  await refill(state);
  const requests = anyRequests(await tokensOf(state));
  for (let examples = recorded.map((one) => [one]); state.sent < runs; seed += 1, examples = []) {
    let signature;
    let shrinks = 0;
    const property = fc.asyncProperty(requests, async (together) => {
      if (signature ? shrinks++ > MOST_SHRINKS : state.sent >= runs) return;
      if (state.sent >= state.filledAt + REFILL_EVERY) await refill(state);
      for (const [found, fault] of await sendAndJudge(state, together)) {
        const known = faults.get(found);
        if (known) known.count += 1;
        else if (!signature || signature === found) {
          signature = found;
          throw new FaultFound(fault);
        }
      }
    });
    const result = await fc.check(property, { seed, numRuns: runs + examples.length, examples });
    if (!result.failed) break;
    if (!(result.errorInstance instanceof FaultFound)) throw result.errorInstance;
    const simplest = await oneOf(state, result.counterexample[0], signature);
    const fault = { fault: result.errorInstance.message, seed, requests: simplest, count: 1 };
    faults.set(signature, fault);
    onFault(fault);
    await checkService(state);
  }
  await checkService(state);
  return { faults: [...faults.values()], statuses: state.statuses, sent: state.sent };
}

/** The request that leads to a fault by itself, or all of them if none does. */
async function oneOf(state, requests, signature) {
  for (const request of requests) {
    const [fault] = await sendAndJudge(state, [request]);
    if (fault?.[0] === signature) return [request];
  }
  return requests;
}

/** What is wrong with the responses: pairs of a signature and a fault. */
async function sendAndJudge(state, together) {
  const faults = await Promise.all(
    together.map(async (request) => {
      const response = await send(state.url, state.keys, request);
      state.sent += 1;
      state.statuses.set(response.status, (state.statuses.get(response.status) ?? 0) + 1);
      const fault = faultOf(request, response);
      return fault && [signatureOf(request, fault), fault];
    }),
  );
  return faults.filter((fault) => fault !== undefined);
}

const call = ({ url, keys }, path, init = {}) =>
  fetch(`${url}/api/v1/${path}`, {
    ...init,
    headers: { "syllable-api-key": keys.write, ...init.headers },
  });

/** Sessions, a recording and a label, which other requests change or delete. */
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

/** The service must work as before, whatever was sent. */
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
