import type { Settings } from "syllable-server";
import { duringTests } from "./during-tests.js";
import { startService, type TestService } from "./service.js";

/**
 * The real service, for the tests of this file or `describe`: it starts before them, and is stopped and
 * removed after them. Pass a function for settings that are known only then.
 */
export const withService = (
  settings: Partial<Settings> | (() => Partial<Settings>) = {},
): TestService =>
  duringTests(() => startService(typeof settings === "function" ? settings() : settings));
