/**
 * The import rules of this repository. `npm test` checks them on the sources, type imports included.
 * Docs: https://github.com/sverweij/dependency-cruiser/blob/main/doc/rules-reference.md
 */

const SERVER = "^packages/server/src";
const FEATURES = `${SERVER}/(sessions|recordings|transcripts|labels|keys|browser-sessions|console|status|openapi|lists|health)/`;
const STORE_PORTS = `${SERVER}/store/ports?(/|\\.ts$)`;
const BLOB_PORT = `${SERVER}/blobs/ports?(/|\\.ts$)`;
/** Files of a feature that translate HTTP: routes, and readers of headers. */
const ROUTES = "/(routes|[^/]+-(routes?|headers))\\.ts$";
const CONTRACT = "^packages/(contract/|(sdk|server)/dist/contract/)";
/** The files that read a list, in the order of the pipeline. */
export const LIST_PIPELINE = [
  "schema",
  "selection",
  "rows",
  "costs",
  "duration-counts",
  "resolve-filters",
  "counts",
  "access-paths",
  "candidates",
  "plan",
  "segments",
  "walk-backwards",
  "compile",
  "index",
];

const rule = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });

const everywhere = [
  rule("no-cycles", "Modules must not import each other in a circle.", {}, { circular: true }),
  rule(
    "no-unresolved",
    "An import must lead to a file or a package. Two examples name a package to install first.",
    {},
    { couldNotResolve: true, pathNot: "^(undici|@opentelemetry/api)$" },
  ),
];

/** contract ← sdk ← cli, and contract ← server ← cli. */
const packages = [
  rule(
    "contract-stands-alone",
    "The contract imports no other package.",
    { path: "^packages/contract/src/" },
    { pathNot: "^packages/contract/src/" },
  ),
  rule(
    "sdk-imports-contract-only",
    "The SDK has no dependency except the contract, which is bundled into it.",
    { path: "^packages/sdk/src/" },
    { pathNot: [CONTRACT, "^packages/sdk/(src/|package\\.json$)"], dependencyTypesNot: ["core"] },
  ),
  rule(
    "sdk-runs-everywhere",
    "Only syllable-sdk/node may use Node's own modules.",
    { path: "^packages/sdk/src/", pathNot: "^packages/sdk/src/node/" },
    { dependencyTypes: ["core"] },
  ),
  rule(
    "server-imports-contract-only",
    "Of the packages in this repository, the server imports the contract only.",
    { path: `${SERVER}/` },
    { path: "^packages/", pathNot: [CONTRACT, "^packages/server/src/"] },
  ),
  rule(
    "cli-imports-public-entries",
    "The command line uses the SDK and the server through their public entries.",
    { path: "^packages/cli/src/" },
    { path: "^packages/(contract/|(sdk|server)/src/)" },
  ),
  rule(
    "packages-stand-alone",
    "Packages import nothing from the folders around them.",
    { path: "^packages/[^/]+/src/" },
    { path: "^(bench|demo|scripts|tests|tools)/" },
  ),
];

/** routes → services → ports ← adapters. */
const server = [
  rule(
    "features-use-ports",
    "Features reach the store and the recordings through their ports, never through an adapter.",
    { path: FEATURES },
    { path: `${SERVER}/(store|blobs)/`, pathNot: [STORE_PORTS, BLOB_PORT] },
  ),
  rule(
    "features-do-not-start-the-server",
    "The files that start the server import the features, not the other way around.",
    { path: FEATURES },
    { path: `${SERVER}/(app|index|open-data|serve|settings)\\.ts$` },
  ),
  rule(
    "services-know-no-http",
    "Only routes and readers of headers import http/ or Fastify. A service takes and returns values.",
    { path: FEATURES, pathNot: ROUTES },
    { path: [`${SERVER}/http/`, "(^|/)node_modules/(@fastify/|fastify/)"] },
  ),
  rule(
    "adapters-know-no-feature",
    "The store and the recordings import no feature and no HTTP.",
    { path: `${SERVER}/(store|blobs)/` },
    { path: [FEATURES, `${SERVER}/http/`, "(^|/)node_modules/(@fastify/|fastify/)"] },
  ),
  rule(
    "scheduling-stands-alone",
    "Scheduling imports nothing else of the server.",
    { path: `${SERVER}/scheduling/` },
    { path: `${SERVER}/`, pathNot: `${SERVER}/scheduling/` },
  ),
  rule(
    "audio-stands-alone",
    "Recordings are parsed in separate processes, which load nothing else of the server.",
    { path: `${SERVER}/recordings/audio/` },
    { path: `${SERVER}/`, pathNot: `${SERVER}/(recordings/audio|scheduling)/` },
  ),
];

/** Each file of the list pipeline imports only files before it. */
const listPipeline = LIST_PIPELINE.slice(0, -1).map((name, index) =>
  rule(
    `list-pipeline-${name}`,
    `The order is ${LIST_PIPELINE.join(" → ")}.`,
    { path: `${SERVER}/store/sql/session-list/${name}\\.ts$` },
    {
      path: `${SERVER}/store/sql/session-list/(${LIST_PIPELINE.slice(index + 1).join("|")})\\.ts$`,
    },
  ),
);

/** scripts/ → the run.mjs of bench, demo and tools/cluster → tools/. */
const around = [
  rule(
    "tools-stand-alone",
    "Tools are shared by the folders below, and import none of them.",
    { path: "^tools/" },
    { path: "^(bench|demo|scripts|tests)/" },
  ),
  rule(
    "bench-and-demo-use-tools-only",
    "Benchmarks and the demo share code through tools/ only.",
    { path: "^(bench|demo)/" },
    { path: "^(bench|demo|scripts|tests)/", pathNot: "^$1/" },
  ),
  rule(
    "scripts-use-front-doors",
    "Scripts start the benchmarks, the demo and the cluster through their run.mjs.",
    { path: "^scripts/" },
    { path: "^(bench|demo|tests|tools)/", pathNot: "^(bench|demo|tools/cluster)/run\\.mjs$" },
  ),
];

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [...everywhere, ...packages, ...server, ...listPipeline, ...around],
  options: {
    // TypeScript 7 has no parser for other programs.
    parser: "swc",
    tsPreCompilationDeps: true,
    // Tests may import anything. The parser also does not know `using`, which tests use, and JSX. biome.json
    // has the import rules of the console.
    exclude: { path: ["\\.(test|suite)\\.ts$", "(^|/)tests/", "^packages/console/"] },
    doNotFollow: { path: "(^|/)(node_modules|dist)/" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "types", "node", "default"],
    },
  },
};
