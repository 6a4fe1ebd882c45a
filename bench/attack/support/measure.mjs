/** What the service is like from outside while something happens. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { residentMB } from "./process-tree.mjs";

const PROBER = fileURLToPath(new URL("prober.mjs", import.meta.url));
const HEALTH = { path: "/healthz", everyMs: 20 };
const SAMPLE_MS = 50;
const READY_MS = 20_000;
/** A service that grows beyond this is killed, for the sake of the machine. */
const MOST_MB = 6_000;

/**
 * Runs `work` while a prober asks for the health of the service, and for `cheap` if given. Returns
 * what the work returned, how long the responses took and the most memory of the service.
 */
export async function measured(target, work, cheap) {
  const asked = { health: HEALTH, ...(cheap ? { cheap: { everyMs: 50, ...cheap } } : {}) };
  const prober = fork(PROBER, { execArgv: [] });
  prober.send({ url: target.url, asked });
  const signal = AbortSignal.timeout(READY_MS);
  await once(prober, "message", { signal }).catch(() => {
    prober.kill();
    throw new Error("the service does not respond although nobody attacks it");
  });
  const { pid } = target;
  let peakMB = 0;
  const sample = () => {
    if (target.ended) return;
    peakMB = Math.max(peakMB, residentMB(pid));
    if (peakMB > MOST_MB) target.kill();
  };
  const sampling = setInterval(sample, SAMPLE_MS);
  const begun = performance.now();
  try {
    const value = await work();
    const seconds = (performance.now() - begun) / 1000;
    prober.send({});
    const [{ health, cheap: cheapWaits }] = await once(prober, "message");
    sample();
    return { value, seconds, health, cheap: cheapWaits, peakMB };
  } finally {
    clearInterval(sampling);
    if (prober.connected) prober.disconnect();
  }
}
