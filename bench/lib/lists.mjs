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

/** Longest duration that `makeSession` returns, in seconds. */
const MAX_DURATION = 900;
const PAGE_SIZE = 25;
/** How much of the time, and of the durations, open-ended ranges include. */
const OPEN_SHARES = { few: 0.01, half: 0.5, most: 0.99 };

const iso = (ms) => new Date(ms).toISOString();
const randomBelow = (count) => Math.floor(Math.random() * count);

const filter = (property, value) =>
  `search_fields=${property}&search_field_values=${encodeURIComponent(value)}`;
const times = (from, until) => `start_datetime=${iso(from)}&end_datetime=${iso(until)}`;

/** Returns functions that create the query of each list, by name, for a store of this many sessions. */
export function listsOf(sessions) {
  const days = sessions / PER_DAY;
  const randomDay = () => FIRST_DAY + randomBelow(days) * DAY_MS;
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
    "filter source, a formatted phone number": () => {
      const digits = randomValue("source").slice(2);
      return filter("source", `(${digits.slice(0, 3)}) ${digits.slice(3, 6)}-${digits.slice(6)}`);
    },
    "filter target, last 4 digits": () => filter("target", randomValue("target").slice(-4)),
    "filter agent_name, a word": () =>
      filter("agent_name", randomValue("agent_name").split(" ")[0]),
    "filter prompt_name, a word": () =>
      filter("prompt_name", randomValue("prompt_name").split(" ")[0]),
    "a day": () => {
      const day = randomDay();
      return times(day, day + DAY_MS);
    },
    "a random time range": () => {
      const from = FIRST_DAY + Math.random() * days * DAY_MS;
      return times(from, from + Math.random() * 60 * DAY_MS);
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
      times(from, until),
      `order_by=${COMBINED_SORTS[randomBelow(COMBINED_SORTS.length)]}`,
    ].join("&");
  };
  return { single, combined };
}

/** Like `listsOf`, for ranges of times and durations. */
export function rangesOf(sessions) {
  const days = sessions / PER_DAY;
  const length = days * DAY_MS;
  /** A time in the last part of all time, or the first. */
  const later = (share) => iso(FIRST_DAY + (1 - share) * length + Math.random() * DAY_MS);
  const earlier = (share) => iso(FIRST_DAY + share * length - Math.random() * DAY_MS);
  const longer = (share) => MAX_DURATION * (1 - share) + Math.random();
  const shorter = (share) => MAX_DURATION * share + Math.random();
  const open = Object.entries(OPEN_SHARES).flatMap(([name, share]) => [
    [`${name} of the time, from a start`, () => `start_datetime=${later(share)}`],
    [`${name} of the time, up to an end`, () => `end_datetime=${earlier(share)}`],
    [`${name} of the time, timestamp >=`, () => filter("timestamp", `>=${later(share)}`)],
    [`${name} of the time, timestamp <`, () => filter("timestamp", `<${earlier(share)}`)],
    [`${name} of the durations, >`, () => filter("duration", `>${longer(share)}`)],
    [`${name} of the durations, ..`, () => filter("duration", `..${shorter(share)}`)],
  ]);
  return {
    "a month": () => {
      const from = FIRST_DAY + Math.random() * (days - 30) * DAY_MS;
      return times(from, from + 30 * DAY_MS);
    },
    "a minute of durations": () => {
      const from = randomBelow(MAX_DURATION - 60);
      return filter("duration", `${from}..${from + 60}`);
    },
    "a second of durations": () => {
      const from = randomBelow(MAX_DURATION - 1);
      return filter("duration", `${from}..${from + 1}`);
    },
    ...Object.fromEntries(open),
  };
}

/** Like `listsOf`, for pages far from the first. */
export function deepPagesOf(sessions) {
  const pages = sessions / PAGE_SIZE;
  const pageIn = (share) => Math.floor(pages * share) + randomBelow(100);
  return {
    "a page after a tenth of all": () => `page=${pageIn(0.1)}`,
    "a page in the middle": () => `page=${pageIn(0.5)}`,
    "a page after nine tenths of all": () => `page=${pageIn(0.9)}`,
  };
}
