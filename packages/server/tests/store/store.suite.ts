import { describe } from "vitest";
import { analysesSuite } from "./analyses.suite.js";
import { browserSessionsSuite } from "./browser-sessions.suite.js";
import { examinationsSuite } from "./examinations.suite.js";
import { keysSuite } from "./keys.suite.js";
import { labelsSuite } from "./labels.suite.js";
import { partsSuite } from "./parts.suite.js";
import { recordingsSuite } from "./recordings.suite.js";
import { removalSuite } from "./removal.suite.js";
import { sessionCountsSuite } from "./session-counts.suite.js";
import { sessionFiltersSuite } from "./session-filters.suite.js";
import { sessionListSuite } from "./session-list.suite.js";
import { sessionListBusySuite } from "./session-list-busy.suite.js";
import { sessionListLargeSuite } from "./session-list-large.suite.js";
import { sessionMatchesSuite } from "./session-matches.suite.js";
import { sessionModelSuite } from "./session-model.suite.js";
import { sessionStatsSuite } from "./session-stats.suite.js";
import { sessionsSuite } from "./sessions.suite.js";
import { storeLifeSuite } from "./store-lifecycle.suite.js";
import type { StoreLocation } from "./store-location.js";

/**
 * Tests that every store must pass. `newLocation` returns a new, empty location each time. Without
 * `random`, the tests with random input are left out. They take most of the time.
 */
export function storeSuite(
  name: string,
  newLocation: () => Promise<StoreLocation>,
  { random = true } = {},
): void {
  describe(name, () => {
    storeLifeSuite(newLocation);
    sessionsSuite(newLocation);
    sessionMatchesSuite(newLocation);
    sessionListSuite(newLocation);
    sessionFiltersSuite(newLocation);
    sessionListBusySuite(newLocation);
    removalSuite(newLocation);
    partsSuite(newLocation);
    recordingsSuite(newLocation);
    analysesSuite(newLocation);
    examinationsSuite(newLocation);
    labelsSuite(newLocation);
    keysSuite(newLocation);
    browserSessionsSuite(newLocation);
    if (!random) return;
    sessionModelSuite(newLocation);
    sessionCountsSuite(newLocation);
    sessionStatsSuite(newLocation);
    sessionListLargeSuite(newLocation);
  });
}
