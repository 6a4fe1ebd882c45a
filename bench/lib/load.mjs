import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Requests per second that `wrk` gets out of a URL. */
export async function requestsPerSecond(url, { connections = 16, seconds = 5, headers = {} } = {}) {
  const args = ["-t1", `-c${connections}`, `-d${seconds}s`];
  for (const [name, value] of Object.entries(headers)) args.push("-H", `${name}: ${value}`);
  const { stdout } = await run("wrk", [...args, url]).catch((error) => {
    if (error.code === "ENOENT") throw new Error("this bench needs wrk (apt-get install wrk)");
    throw error;
  });
  if (/Non-2xx|Socket errors/.test(stdout)) throw new Error(`failed requests:\n${stdout}`);
  return Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)[1]);
}

/** Both sides by turns, so that what else the machine does falls on both; the medians of each. */
export async function compare(ours, theirs, rounds = 3) {
  const results = { ours: [], theirs: [] };
  for (let round = 0; round < rounds; round++) {
    results.ours.push(await ours());
    results.theirs.push(await theirs());
  }
  return { ours: median(results.ours), theirs: median(results.theirs) };
}

export const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** Prints a figure beside what it should be, and remembers whether all were reached. */
export function report(what, value, wanted, detail = "") {
  const reached = wanted.least === undefined ? value <= wanted.most : value >= wanted.least;
  const bound = wanted.least === undefined ? `at most ${wanted.most}` : `at least ${wanted.least}`;
  console.log(
    `${reached ? "reached" : "MISSED "}  ${what}: ${value.toPrecision(3)} (${bound})  ${detail}`,
  );
  if (!reached) process.exitCode = 1;
}
