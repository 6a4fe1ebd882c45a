/** Measures the response times and the memory of the service. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { residentMB } from "./process-tree.mjs";

const PROBER = fileURLToPath(new URL("prober.mjs", import.meta.url));
const HEALTH = { path: "/healthz", everyMs: 20 };
const SAMPLE_MS = 50;
const READY_TIMEOUT_MS = 20_000;
/** A service that uses more memory is killed to protect the machine. */
const MAX_MB = 6_000;

/**
 * Runs `work` while a prober requests the health of the service and, if given, `cheap`. Returns the
 * result of the work, the response times and the peak memory of the service.
 */
export async function measured(target, work, cheap) {
  const requests = { health: HEALTH, ...(cheap ? { cheap: { everyMs: 50, ...cheap } } : {}) };
  const prober = fork(PROBER, { execArgv: [] });
  prober.send({ url: target.url, requests });
  const signal = AbortSignal.timeout(READY_TIMEOUT_MS);
  await once(prober, "message", { signal }).catch(() => {
    prober.kill();
    throw new Error("the service does not respond even without an attack");
  });
  const { pid } = target;
  let peakMB = 0;
  const sample = () => {
    if (target.hasEnded) return;
    peakMB = Math.max(peakMB, residentMB(pid));
    if (peakMB > MAX_MB) target.kill();
  };
  const sampling = setInterval(sample, SAMPLE_MS);
  const start = performance.now();
  try {
    const value = await work();
    const seconds = (performance.now() - start) / 1000;
    prober.send({});
    const [{ health, cheap: cheapTimes }] = await once(prober, "message");
    sample();
    return { value, seconds, health, cheap: cheapTimes, peakMB };
  } finally {
    clearInterval(sampling);
    if (prober.connected) prober.disconnect();
  }
}
