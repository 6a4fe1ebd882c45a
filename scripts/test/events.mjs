import { readFileSync } from "node:fs";

/** Reads the results and the running tests from the file that `reporter.mjs` writes. */
export function readEvents(path) {
  const files = new Map();
  const results = new Map();
  for (const { event, file, id, ...details } of linesOf(path).map((line) => JSON.parse(line))) {
    if (event === "loading") files.set(file, { loaded: false, tests: new Map() });
    if (event === "loaded") files.get(file).loaded = true;
    if (event === "started") files.get(file).tests.set(id, details.name);
    if (event === "result") {
      files.get(file).tests.delete(id);
      results.set(id, { file, ...details });
    }
    if (event === "ended") files.delete(file);
  }
  const ofState = (state) => [...results.values()].filter((result) => result.state === state);
  return {
    passed: ofState("passed").length,
    failed: ofState("failed").length,
    skipped: ofState("skipped"),
    running: [...files].flatMap(([file, state]) => describeRunning(file, state)),
  };
}

/** Describes what a file that has not finished was doing. */
function describeRunning(file, { loaded, tests }) {
  if (!loaded) return [`${file}: loading, before its first test`];
  if (tests.size === 0) return [`${file}: between its tests, such as in a hook`];
  return [...tests.values()].map((name) => `${file}: ${name}`);
}

function linesOf(path) {
  try {
    return readFileSync(path, "utf8").split("\n").slice(0, -1);
  } catch (error) {
    if (error.code === "ENOENT") return [];
    throw error;
  }
}

/** Returns one line for each file and reason. */
export function describeSkipped(skipped) {
  const groups = new Map();
  for (const { file, name, reason = "no reason given" } of skipped) {
    const key = JSON.stringify([file, reason]);
    groups.set(key, { file, reason, names: [...(groups.get(key)?.names ?? []), name] });
  }
  return [...groups.values()].map(({ file, reason, names: [name, ...others] }) => {
    const tests = others.length > 0 ? `${others.length + 1} tests` : name;
    return `skipped: ${file}: ${tests} (${reason})`;
  });
}
