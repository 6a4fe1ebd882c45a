import { fold } from "../port/fold.js";
import type { SessionRecord } from "../port.js";
import type { Value } from "./database.js";
import { indexedText } from "./indexed-text.js";

/**
 * The properties with few distinct values. A profile is a combination of them; each combination is
 * stored once, and sessions are counted by it.
 */
export const PROFILE_PROPERTIES = [
  "is_test",
  "channel_manager_service",
  "channel_manager_type",
  "agent_type",
  "agent_id",
  "agent_name",
  "prompt_id",
  "prompt_name",
  "is_outbound",
  "is_legacy",
] as const;

export type ProfileProperty = (typeof PROFILE_PROPERTIES)[number];

const FOLDED_PROPERTIES = ["agent_name", "prompt_name"] as const;

/** The columns of a profile other than its organisation and key, in the order of `profileOf`. */
export const PROFILE_COLUMNS = [
  ...PROFILE_PROPERTIES,
  ...FOLDED_PROPERTIES.map((property) => `${property}_folded`),
] as const;

/** The id under which the real sessions, or the tests, of all profiles are counted. */
export const allProfilesId = (isTest: 0 | 1): number => (isTest ? -2 : -1);

export function profileOf({ isTest, properties }: SessionRecord): {
  key: string;
  values: () => Value[];
} {
  const values = PROFILE_PROPERTIES.map((property): Value => {
    if (property === "is_test") return Number(isTest);
    const value = properties[property];
    return typeof value === "boolean" ? Number(value) : (value ?? null);
  });
  const folded = () =>
    FOLDED_PROPERTIES.map((property) => {
      const value = properties[property];
      return value === undefined ? null : fold(String(value));
    });
  return { key: indexedText(JSON.stringify(values)), values: () => [...values, ...folded()] };
}
