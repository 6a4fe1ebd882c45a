/**
 * `npm run bench attack`: attacks on the service by clients with and without an API key. During each
 * attack, a prober requests /healthz, and the memory of all processes of the service is sampled.
 *
 *     npm run bench attack                    all attacks
 *     npm run bench attack audio              attacks of this kind, or whose name contains the text
 *     npm run bench attack -- --list          list the attacks
 *     npm run bench attack -- --postgres      use PostgreSQL
 */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Report } from "./attack/support/report.mjs";
import { runKind } from "./attack/support/run-kind.mjs";

const KINDS = [
  "audio",
  "validation-errors",
  "media-types",
  "hosts",
  "lists",
  "pages",
  "fairness",
  "imports",
  "slow-bodies",
  "headers",
];

const { values: options, positionals: filters } = parseArgs({
  allowPositionals: true,
  options: { list: { type: "boolean" }, postgres: { type: "boolean" } },
});

/** A filter is a kind or a part of a name. */
const isChosen = ({ kind, name }) =>
  filters.length === 0 ||
  filters.some((text) => (KINDS.includes(text) ? text === kind : name.includes(text)));

async function loadKind(kind) {
  const file = fileURLToPath(new URL(`attack/${kind}.mjs`, import.meta.url));
  const { default: attacks, prepare } = await import(file);
  return { file, prepare, attacks: attacks.filter(isChosen) };
}

const kinds = (await Promise.all(KINDS.map(loadKind))).filter(({ attacks }) => attacks.length > 0);
if (kinds.length === 0) throw new Error(`no attack matches ${filters.join(" ")}`);
if (options.list) {
  for (const { kind, name } of kinds.flatMap(({ attacks }) => attacks))
    console.log(`${kind}: ${name}`);
} else {
  const report = new Report();
  for (const kind of kinds) await runKind(kind, options, report);
  report.print();
  if (report.missed > 0) process.exitCode = 1;
}
