import { startApp, type TestApp } from "./app.js";
import { duringTests } from "./during-tests.js";

/** The application in this process, for the tests of this file or `describe`; see `startApp`. */
export const withApp = (...options: Parameters<typeof startApp>): TestApp =>
  duringTests(() => startApp(...options));
