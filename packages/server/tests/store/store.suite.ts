import { describe } from "vitest";
import type { Store } from "../../src/store/port.js";
import { keysSuite } from "./keys.suite.js";
import { labelsSuite } from "./labels.suite.js";
import { partsSuite } from "./parts.suite.js";
import { recordingsSuite } from "./recordings.suite.js";
import { sessionCountsSuite } from "./session-counts.suite.js";
import { sessionListSuite } from "./session-list.suite.js";
import { sessionListBusySuite } from "./session-list-busy.suite.js";
import { sessionListLargeSuite } from "./session-list-large.suite.js";
import { sessionModelSuite } from "./session-model.suite.js";
import { sessionsSuite } from "./sessions.suite.js";
import { storeLifeSuite } from "./store-lifecycle.suite.js";

/** The location of a store, such as a file or a database. */
export interface StoreLocation {
  /** Opens the store at this location. It is empty the first time. */
  open(): Promise<Store>;
  /** Removes the location. Every store there must be closed. */
  remove(): Promise<void>;
}

/** Tests that every store must pass. `newLocation` returns a new, empty location each time. */
export function storeSuite(name: string, newLocation: () => Promise<StoreLocation>): void {
  describe(name, () => {
    storeLifeSuite(newLocation);
    sessionsSuite(newLocation);
    sessionListSuite(newLocation);
    sessionModelSuite(newLocation);
    sessionCountsSuite(newLocation);
    sessionListLargeSuite(newLocation);
    sessionListBusySuite(newLocation);
    partsSuite(newLocation);
    recordingsSuite(newLocation);
    labelsSuite(newLocation);
    keysSuite(newLocation);
  });
}
