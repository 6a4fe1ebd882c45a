/** Lists that read far more rows than they return. */
import { filters, filtersOf, repeatedQuery } from "../hostile/queries.mjs";
import { sessionLines } from "../lib/sessions.mjs";
import { createLabels, importLines } from "./support/fill.mjs";

const kind = "lists";
const LABELS = 60_000;
const SESSIONS = 40_000;
const PROPERTIES =
  "timestamp session_id conversation_id channel_manager_service channel_manager_type channel_manager_sid agent_type agent_id agent_name prompt_id prompt_name source target duration is_outbound is_legacy is_test";

export async function prepare(target) {
  await importLines(target, target.keys.write, sessionLines(0, SESSIONS, 5_000));
  await target.kill();
  await createLabels(target, LABELS, (index) => ({
    session: 1 + (index % 20),
    timestamp: Date.UTC(2026, 0, 1) * 1_000 + index * 1_000_000,
    type: "human-rating",
    code: ["GOOD", "OK", "BAD"][index % 3],
    userEmail: `reviewer-${index % 5_000}@example.com`,
    comments: `the caller had to wait, number ${index}`,
    issueCategories: ["latency", `category ${index % 300}`],
  }));
  await target.start();
}

/** Requests a list eight at a time, `count` times in total. It may be rejected but must not fail. */
const list = (name, path, query, { count = 16, reading, allowed = [200, 422, 503] } = {}) => ({
  kind,
  name,
  async run(context) {
    const queries = typeof query === "string" ? [query] : query;
    let sent = 0;
    await context.concurrently(8, async () => {
      while (sent < count && !context.signal.aborted) {
        const url = `/api/v1/${path}/?${queries[sent++ % queries.length]}`;
        const { status, error } = await context.send(url, { reading });
        if (context.signal.aborted) return;
        context.check(allowed.includes(status), `returned ${status ?? error}`);
      }
    });
  },
});

const sorts = PROPERTIES.split(" ").flatMap((property) =>
  ["asc", "desc"].map((direction) => `order_by=${property}&order_by_direction=${direction}`),
);
const ids = Array.from({ length: 2_000 }, (_, index) => index + 1).join(",");

export default [
  list(
    "labels: 200 filters by address",
    "session_labels",
    filtersOf(200, (n) => ["user_email", `r${n % 9}`]),
  ),
  list(
    "labels: 200 filters by category",
    "session_labels",
    filtersOf(200, (n) => ["issue_categories", `category ${n}`]),
  ),
  list(
    "labels: 200 filters that all match",
    "session_labels",
    filtersOf(200, () => ["user_email", "@"]),
  ),
  list("labels: lists of 2,000 sessions", "session_labels", filters(["session_id_list", ids])),
  list(
    "labels: 10,000 at a time by address",
    "session_labels",
    "limit=10000&order_by=user_email&page=5",
  ),
  list(
    "labels: the last page with limit 1",
    "session_labels",
    "limit=1&page=59999&order_by=issue_categories",
  ),
  list("labels: page 2^53", "session_labels", "limit=10000&page=9007199254740991"),
  list(
    "sessions: 200 filters by name",
    "sessions",
    filtersOf(200, () => ["agent_name", "agent"]),
  ),
  list(
    "sessions: 200 filters by number",
    "sessions",
    filtersOf(200, (n) => ["source", `+1${n % 10}`]),
  ),
  list(
    "sessions: 200 filters by time",
    "sessions",
    filtersOf(200, () => ["timestamp", "2024-01-01"]),
  ),
  list(
    "sessions: parts of phone numbers, sorted by duration",
    "sessions",
    `${filters(["source", "1"], ["target", "2"])}&order_by=duration&limit=100`,
  ),
  list(
    "sessions: wildcards and escapes",
    "sessions",
    filters(["source", "%_%_%_%_%_%_%_%\\%"], ["agent_name", "_%".repeat(500)]),
  ),
  list(
    "sessions: text that grows under case folding",
    "sessions",
    filters(["agent_name", "\ufdfa".repeat(1_600)]),
  ),
  list(
    "sessions: every sort, 10,000 each",
    "sessions",
    sorts.map((sort) => `${sort}&limit=10000`),
    { count: sorts.length },
  ),
  list(
    "sessions: deep pages of every sort",
    "sessions",
    sorts.map((sort) => `${sort}&limit=100&page=190&${filters(["is_test", "true"])}`),
    { count: sorts.length },
  ),
  list("sessions: page 2^53", "sessions", "limit=10000&page=9007199254740991"),
  list("sessions: 10,000 with selected fields", "sessions", "limit=10000&fields=session_id"),
  list(
    "sessions: 1,000 fields to select",
    "sessions",
    `limit=10000&${repeatedQuery("fields=agent_name", 800)}`,
  ),
  list(
    "sessions: 64 time ranges",
    "sessions",
    Array.from(
      { length: 64 },
      (_, n) =>
        `start_datetime=2024-01-0${1 + (n % 4)}T0${n % 10}:00:0${n % 7}Z&end_datetime=2024-01-04T23:59:5${n % 10}Z&${filters(["target", String(n)])}`,
    ),
    { count: 64 },
  ),
  {
    kind,
    name: "sessions: 200 clients that disconnect",
    async run(context) {
      const query = `${filters(["source", "1"], ["target", "2"])}&order_by=duration&limit=10000`;
      await context.concurrently(200, async (index) => {
        const socket = context.open();
        socket.write(
          context.head(`GET /api/v1/sessions/?${query}`, [], { key: context.keys.read }),
        );
        await context.wait(10 * (index % 20));
        socket.destroy();
      });
      await context.wait(1_000);
    },
  },
  {
    kind,
    name: "sessions: 300 lists on one connection",
    async run(context) {
      const query = `limit=1000&${filters(["target", "1"])}`;
      const head = context.head(`GET /api/v1/sessions/?${query}`, [], { key: context.keys.read });
      const socket = context.open();
      socket.write(head.repeat(300));
      socket.resume();
      await context.wait(4_000);
      socket.destroy();
    },
  },
];
