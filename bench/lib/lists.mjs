/** The lists that people ask for, each with other values every time. */
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
/** What two filters are picked from. */
const COMBINED = ["agent_name", "is_outbound", "prompt_id", "channel_manager_type", "target"];
const COMBINED_SORTS = ["duration", "agent_name", "timestamp", "session_id", "is_outbound"];

const iso = (ms) => new Date(ms).toISOString();
const below = (count) => Math.floor(Math.random() * count);

/** Of a store with so many sessions: what makes the query of a list, by the list's name. */
export function listsOf(sessions) {
  const days = sessions / PER_DAY;
  const someDay = () => FIRST_DAY + below(days) * DAY_MS;
  const filter = (property, value) =>
    `search_fields=${property}&search_field_values=${encodeURIComponent(value)}`;
  /** The value that some session has, so that busy ones are asked for more often. */
  const someValue = (property) => {
    for (;;) {
      const value = makeSession(below(sessions))[property];
      if (value !== null) return String(value);
    }
  };
  const single = {
    "tests too": () => filter("is_test", "true"),
    "tests only": () => filter("is_test", "only"),
    ...Object.fromEntries(
      FILTERED.map((property) => [
        `filter ${property}`,
        () => filter(property, someValue(property)),
      ]),
    ),
    "filter source, last 4 digits": () => filter("source", someValue("source").slice(-4)),
    "filter agent_name, a word": () => filter("agent_name", someValue("agent_name").split(" ")[0]),
    "a day": () => {
      const day = someDay();
      return `start_datetime=${iso(day)}&end_datetime=${iso(day + DAY_MS)}`;
    },
    "any stretch of time": () => {
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
    const { [one]: first, [other]: second } = makeSession(below(sessions));
    const from = someDay();
    const until = from + (1 + below(90)) * DAY_MS;
    return [
      filter(one, first),
      filter(other, second),
      `start_datetime=${iso(from)}&end_datetime=${iso(until)}`,
      `order_by=${COMBINED_SORTS[below(COMBINED_SORTS.length)]}`,
    ].join("&");
  };
  return { single, combined };
}
