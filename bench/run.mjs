import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const BENCHES = {
  service: "list and get by id, relative to bare node:http",
  stream: "a recording of 50 MB, relative to a bare stream of the same file",
  ranges: "ranges of a recording, relative to bare streams",
  filters: "lists with filters and ranges, relative to each other",
  stats: "session stats over 200,000 sessions, relative to fewer sessions and to a list",
  import: "import into SQLite, relative to raw inserts",
  postgres: "import into PostgreSQL, relative to COPY of the same rows",
  sizes: "bytes per session in PostgreSQL, by table and index",
  sdk: "size, import time, CPU, streams and leaks of the SDK",
  lists:
    "every filter, range, sort and deep pages over 3,000,000 sessions in PostgreSQL, relative to newest 25",
  growth: "lists over 10,000,000 sessions, relative to fewer sessions",
  costs: "the constants that the list planner uses",
  speech: "how accurately speech is detected in recordings, and how fast",
  analysis:
    "speech, gaps and positions in recordings of all formats, and the speed of their analysis",
  faults: "faults injected into recordings, and whether they are found",
  analyses: "memory, uploads and lists while recordings are analysed, relative to none",
  console: "the console in Chromium: 10,000 rows scrolled, and a call of one hour opened",
  attack: "attacks on the service by clients with and without an API key",
  fuzz: "random requests to every route",
};
const WITH_ARGUMENTS = ["attack", "fuzz"];

const HELP = `Usage: npm run bench [-- <name>...]

Runs the named benchmarks one after another, or all of them.

${Object.entries(BENCHES)
  .map(([name, measures]) => `  ${name.padEnd(9)} ${measures}`)
  .join("\n")}

attack and fuzz take arguments: npm run bench attack -- --list
BENCH_SESSIONS sets the number of sessions of service (1,000,000) and sizes (200,000).`;

/**
 * Runs the named benchmarks one after another, or all of them. The arguments after `attack` or `fuzz`
 * belong to that benchmark: `npm run bench attack audio`.
 */
export function runBenches(args) {
  if (isHelp(args)) return console.log(HELP);
  const takesArguments = WITH_ARGUMENTS.includes(args[0]);
  const names = takesArguments ? args.slice(0, 1) : args;
  const options = takesArguments ? args.slice(1) : [];
  const unknown = names.find((name) => !Object.hasOwn(BENCHES, name));
  if (unknown !== undefined) {
    console.error(`Unknown benchmark "${unknown}".\n\n${HELP}`);
    process.exitCode = 1;
    return;
  }
  for (const name of names.length > 0 ? names : Object.keys(BENCHES)) {
    console.log(`\n${name}`);
    const path = fileURLToPath(new URL(`${name}.mjs`, import.meta.url));
    const flags = ["--expose-gc", path, ...options];
    const { status } = spawnSync(process.execPath, flags, { stdio: "inherit" });
    if (status !== 0) process.exitCode = 1;
  }
}

/** Help does not need the packages, so that it is printed before they are set up. */
export const isHelp = (args) => args.includes("--help") || args.includes("-h");
