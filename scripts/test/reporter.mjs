import { appendFileSync } from "node:fs";

/**
 * A Vitest reporter that appends each event to a file at once, as one line of JSON. They are
 * available even if the run never finishes.
 */
export default class EventReporter {
  onTestModuleQueued(module) {
    write({ event: "loading", file: module.relativeModuleId });
  }

  onTestModuleCollected(module) {
    write({ event: "loaded", file: module.relativeModuleId });
  }

  onTestCaseReady(test) {
    write({ event: "started", ...identity(test) });
  }

  onTestCaseResult(test) {
    writeResult(test);
  }

  onTestModuleEnd(module) {
    // Vitest reports no result for tests that are skipped from the start.
    for (const test of module.children.allTests()) writeResult(test);
    // A file has errors if it does not load, a suite if one of its hooks fails.
    for (const task of [module, ...module.children.allSuites()]) {
      if (task.errors().length > 0) write({ event: "result", ...identity(task), state: "failed" });
    }
    write({ event: "ended", file: module.relativeModuleId });
  }
}

const identity = ({ id, fullName, module, relativeModuleId }) => ({
  file: relativeModuleId ?? module.relativeModuleId,
  id,
  name: fullName,
});

function writeResult(test) {
  const { state, note } = test.result();
  if (state === "pending") return;
  write({ event: "result", ...identity(test), state, reason: note ?? test.meta().skipReason });
}

function write(event) {
  appendFileSync(process.env.SYLLABLE_TEST_EVENTS, `${JSON.stringify(event)}\n`);
}
