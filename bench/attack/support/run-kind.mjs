/** Runs the attacks of a kind on a service with the data that the kind needs. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { importLines } from "./fill.mjs";
import { measured } from "./measure.mjs";
import { Target } from "./target.mjs";

const ATTACKER = fileURLToPath(new URL("attacker.mjs", import.meta.url));
const DEFAULT_SECONDS = 15;
/** How long an attacker may take to exit after its time is up. */
const GRACE_MS = 5_000;
/** A service that has grown by more is restarted before the next attack. */
const SETTLED_MB = 60;
/** The CPU load up to which a service counts as idle. */
const SETTLED_LOAD = 0.2;
/** The machine may cause delays up to this, so the attack is repeated once. */
const DOUBTFUL_MS = 1_500;
const BASELINE_MS = 5_000;

export async function runKind({ file, prepare, attacks }, options, report) {
  const target = await Target.create(options);
  try {
    await fill(target, prepare);
    if (report.isEmpty) report.baseline(await measured(target, () => sleep(BASELINE_MS)));
    await attackAll(target, file, attacks, report);
  } finally {
    await target.remove();
  }
}

/** Creates sessions 1 to 20 in both organisations, and the data that the kind needs. */
async function fill(target, prepare) {
  const lines = Array.from({ length: 20 }, (_, index) =>
    JSON.stringify({ session_id: String(index + 1), timestamp: "2026-01-31T09:00:00Z" }),
  );
  for (const key of [target.keys.write, target.keys.other]) {
    await importLines(target, key, [lines.join("\n")]);
  }
  await prepare?.(target);
}

async function attackAll(target, file, attacks, report) {
  let idleMB;
  for (const attack of attacks) {
    if (idleMB === undefined) {
      await target.restart();
      idleMB = await target.idleMB();
    }
    let result = await attackMeasured(target, file, attack, idleMB);
    if (isDoubtful(report, result) && (await hasSettled(target, idleMB))) {
      const second = await attackMeasured(target, file, attack, idleMB);
      if (second.health.longestMs < result.health.longestMs) result = second;
    }
    report.add(attack, result);
    if (!(await hasSettled(target, idleMB))) idleMB = undefined;
  }
}

async function attackMeasured(target, file, attack, idleMB) {
  const cheap = attack.cheap && {
    ...attack.cheap,
    headers: { "syllable-api-key": target.keys.other, "content-type": "application/json" },
  };
  const work = () => attackOnce(target, file, attack);
  const { value, ...figures } = await measured(target, work, cheap);
  const isAlive = await target.isHealthy();
  return {
    ...value,
    ...figures,
    isAlive,
    overMB: figures.peakMB - idleMB,
    failure: isAlive ? undefined : target.describeFailure(),
  };
}

/** Runs an attack in a separate process until it ends or its time is up. */
async function attackOnce({ url, keys }, file, { name, seconds = DEFAULT_SECONDS }) {
  const attacker = fork(ATTACKER, { execArgv: [] });
  const exit = once(attacker, "exit");
  const timer = setTimeout(() => attacker.kill("SIGKILL"), seconds * 1000 + GRACE_MS);
  attacker.send({ file, name, url, keys, seconds });
  const [result] = await Promise.race([
    once(attacker, "message"),
    exit.then(() => [{ missed: [], cutOff: true }]),
  ]);
  clearTimeout(timer);
  attacker.kill("SIGKILL");
  await exit;
  return result;
}

/** Returns whether only the response time of /healthz missed its target, and not by much. */
function isDoubtful(report, result) {
  const { longestMs } = result.health;
  const withoutDelay = { ...result, health: { ...result.health, longestMs: 0 } };
  return (
    longestMs < DOUBTFUL_MS && !report.meetsTargets(result) && report.meetsTargets(withoutDelay)
  );
}

/** Returns whether the service is idle again. It may need a moment to end its work and free memory. */
async function hasSettled(target, idleMB) {
  for (let attempt = 0; attempt < 4; attempt++) {
    if (!(await target.isHealthy())) return false;
    const isIdle = (await target.load()) < SETTLED_LOAD;
    if (isIdle && target.residentMB() < idleMB + SETTLED_MB) return true;
  }
  return false;
}
