/** Typical list requests, each with different values every time. */
import { DAY_MS, FIRST_DAY, makeSession, PER_DAY } from "./sessions.mjs";

const FILTERED = [
  "agent_id",
  "agent_name",
  "agent_type",
  "prompt_id",
  "prompt_name",
  "channel_manager_service",
  "channel_manager_type",
  "channel_manager_sid",
  "conversation_id",
  "session_id",
  "source",
  "target",
  "duration",
  "is_outbound",
  "is_legacy",
  "timestamp",
];
const SORTED = [...FILTERED, "is_test"];
/** Properties that two combined filters are chosen from. */
const COMBINED = ["agent_name", "is_outbound", "prompt_id", "channel_manager_type", "target"];
const COMBINED_SORTS = ["duration", "agent_name", "timestamp", "session_id", "is_outbound"];

const iso = (ms) => new Date(ms).toISOString();
const randomBelow = (count) => Math.floor(Math.random() * count);

/** Returns functions that create the query of each list, by name, for a store of this many sessions. */
export function listsOf(sessions) {
  const days = sessions / PER_DAY;
  const randomDay = () => FIRST_DAY + randomBelow(days) * DAY_MS;
  const filter = (property, value) =>
    `search_fields=${property}&search_field_values=${encodeURIComponent(value)}`;
  /** Picks the value of a random session, so that frequent values are requested more often. */
  const randomValue = (property) => {
    for (;;) {
      const value = makeSession(randomBelow(sessions))[property];
      if (value !== null) return String(value);
    }
  };
  const single = {
    "including tests": () => filter("is_test", "true"),
    "only tests": () => filter("is_test", "only"),
    ...Object.fromEntries(
      FILTERED.map((property) => [
        `filter ${property}`,
        () => filter(property, randomValue(property)),
      ]),
    ),
    "filter source, last 4 digits": () => filter("source", randomValue("source").slice(-4)),
    "filter agent_name, a word": () =>
      filter("agent_name", randomValue("agent_name").split(" ")[0]),
    "a day": () => {
      const day = randomDay();
      return `start_datetime=${iso(day)}&end_datetime=${iso(day + DAY_MS)}`;
    },
    "a random time range": () => {
      const from = FIRST_DAY + Math.random() * days * DAY_MS;
      return `start_datetime=${iso(from)}&end_datetime=${iso(from + Math.random() * 60 * DAY_MS)}`;
    },
    ...Object.fromEntries(
      SORTED.flatMap((property) =>
        ["asc", "desc"].map((direction) => [
          `sort ${property} ${direction}`,
          () => `order_by=${property}&order_by_direction=${direction}`,
        ]),
      ),
    ),
  };
  const combined = () => {
    const [one, other] = COMBINED.toSorted(() => Math.random() - 0.5);
    const { [one]: first, [other]: second } = makeSession(randomBelow(sessions));
    const from = randomDay();
    const until = from + (1 + randomBelow(90)) * DAY_MS;
    return [
      filter(one, first),
      filter(other, second),
      `start_datetime=${iso(from)}&end_datetime=${iso(until)}`,
      `order_by=${COMBINED_SORTS[randomBelow(COMBINED_SORTS.length)]}`,
    ].join("&");
  };
  return { single, combined };
}
