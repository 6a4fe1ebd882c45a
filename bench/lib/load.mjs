import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Measures requests per second with `wrk`. */
export async function requestsPerSecond(url, { connections = 16, seconds = 5, headers = {} } = {}) {
  const args = ["-t1", `-c${connections}`, `-d${seconds}s`];
  for (const [name, value] of Object.entries(headers)) args.push("-H", `${name}: ${value}`);
  const { stdout } = await run("wrk", [...args, url]).catch((error) => {
    if (error.code === "ENOENT")
      throw new Error("this benchmark requires wrk (apt-get install wrk)");
    throw error;
  });
  if (/Non-2xx|Socket errors/.test(stdout)) throw new Error(`failed requests:\n${stdout}`);
  return Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)[1]);
}

/** Alternates both sides, so that other load on the machine affects both. Returns their medians. */
export async function compare(ours, theirs, rounds = 3) {
  const results = { ours: [], theirs: [] };
  for (let round = 0; round < rounds; round++) {
    results.ours.push(await ours());
    results.theirs.push(await theirs());
  }
  return { ours: median(results.ours), theirs: median(results.theirs) };
}

export const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** Prints a value with its target, `{ min }` or `{ max }`. A missed target sets the exit code. */
export function report(what, value, { min, max }, detail = "") {
  const isReached = min === undefined ? value <= max : value >= min;
  const bound = min === undefined ? `at most ${max}` : `at least ${min}`;
  console.log(
    `${isReached ? "reached" : "MISSED "}  ${what}: ${value.toPrecision(3)} (${bound})  ${detail}`,
  );
  if (!isReached) process.exitCode = 1;
}
