import type { SessionsListRequest, SessionWire } from "syllable-contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Store } from "../../src/store/port.js";
import type { Parameter, Sql, SqlDatabase, Value } from "../../src/store/sql/database.js";
import { Budget } from "../../src/store/sql/list-budget.js";
import { listSessions } from "../../src/store/sql/session-list/index.js";
import { timeText } from "./time-text.suite.js";
import { query, record } from "./with-store.suite.js";

const SESSIONS = 12_000;
const ORGANISATION = 1;
const HOUR = 3_600_000_000;
const START = 20_500 * 24 * HOUR;

const fieldsOf = (id: number): Partial<SessionWire> => ({
  session_id: String(id),
  timestamp: timeText(START + id * (HOUR / 10)),
  agent_id: String(id % 40),
  source: `+1202${String(id % 3_000).padStart(6, "0")}`,
  target: id % 2 ? "main@example.com" : `+1800${id % 60}`,
  ...(id % 500 === 1 && { target: `+1 (900) ${id}` }),
  conversation_id: `c-${id}`,
  channel_manager_sid: `CA${id}`,
  duration: id % 2_000,
  is_test: id % 25 === 0,
});

type Request = Partial<SessionsListRequest>;
const filter = (property: string, value: string): Request => ({
  searchFields: ["is_test", property] as Request["searchFields"],
  searchFieldValues: ["false", value],
});
const and = (request: Request, property: string, value: string): Request => ({
  searchFields: [...request.searchFields!, property] as Request["searchFields"],
  searchFieldValues: [...request.searchFieldValues!, value],
});
const sort = (orderBy: string, orderByDirection: string): Request =>
  ({ orderBy, orderByDirection }) as Request;
const realSessions = filter("is_test", "false");

/** The index with which the page of each list is read. */
const LISTS: readonly [name: string, request: Request, index: string][] = [
  ["newest sessions", realSessions, "sessions_by_time"],
  ["a deep page", { ...realSessions, page: 200 }, "sessions_by_time"],
  ["newest sessions and tests", {}, "sessions_by_time"],
  ["a time range", { startDatetime: timeText(START + 100 * HOUR) }, "sessions_by_time"],
  ["newest of an agent", filter("agent_id", "7"), "sessions_by_profile"],
  [
    "an agent by id",
    { ...filter("agent_id", "7"), ...sort("session_id", "asc") },
    "profile_and_id",
  ],
  ["newest of a source", filter("source", "+1202000123"), "sessions_by_source"],
  ["newest of many sources", filter("source", "0001"), "sessions_by_source"],
  ["newest of a target", filter("target", "+180012"), "sessions_by_target"],
  [
    "a target by id",
    { ...filter("target", "main@"), ...sort("session_id", "asc") },
    "target_and_id",
  ],
  ["a conversation", filter("conversation_id", "c-77"), "sessions_by_conversation"],
  ["a SID", filter("channel_manager_sid", "CA77"), "sessions_by_sid"],
  ["a duration", filter("duration", "77"), "sessions_by_duration"],
  ["few durations", filter("duration", "1990..1992.5"), "sessions_by_duration"],
  ["no duration", filter("duration", ">2000"), "sessions_by_duration"],
  ["most durations", filter("duration", ">=100"), "sessions_by_time"],
  ["most durations, a deep page", { ...filter("duration", "<1900"), page: 200 }, "sessions_by_"],
  [
    "longest of a range",
    { ...filter("duration", "<1000"), ...sort("duration", "desc") },
    "sessions_by_duration",
  ],
  [
    "shortest of a range",
    { ...filter("duration", ">1000"), ...sort("duration", "asc") },
    "sessions_by_duration",
  ],
  ["most durations of an agent", and(filter("agent_id", "7"), "duration", ">9"), "by_profile"],
  ["newest of a phone number", filter("source", "(202) 000-123"), "sessions_by_source"],
  ["a phone number with separators", filter("target", "+1 (900) 5"), "sessions_by_target"],
  ["times", filter("timestamp", `<${timeText(START + 10 * HOUR)}`), "sessions_by_time"],
  ["an id", filter("session_id", "77"), "sessions_by_id"],
  ["longest first", sort("duration", "desc"), "sessions_by_duration"],
  ["shortest first", sort("duration", "asc"), "sessions_by_duration"],
  ["by conversation", sort("conversation_id", "desc"), "sessions_by_conversation"],
  ["by id", sort("session_id", "desc"), "sessions_by_id"],
  ["by agent", sort("agent_id", "asc"), "sessions_by_profile_and_id"],
];

export interface ExplainedDatabase {
  readonly db: SqlDatabase;
  readonly store: Store;
  /** The keywords that, before a statement, return its query plan. */
  readonly explain: string;
  /** Updates the statistics of the database. */
  analyze(): Promise<void>;
  remove(): Promise<void>;
}

/** Checks that a database reads lists with the indexes that the planner expects. */
export function sessionListExplainSuite(open: () => Promise<ExplainedDatabase>): void {
  let database: ExplainedDatabase;
  beforeAll(async () => {
    database = await open();
    const records = Array.from({ length: SESSIONS }, (_, id) => record(id, fieldsOf(id)));
    await database.store.sessions.put(ORGANISATION, records);
    await database.analyze();
  });
  afterAll(() => database.remove());

  test.each(["asc", "desc"])(
    "the first sources are read in order, %s, not sorted",
    async (order) => {
      const { db, explain } = database;
      const statements: [string, readonly Parameter[]][] = [];
      const listed = query({ limit: 25, ...sort("source", order) });
      await listSessions(recorder(db, statements), ORGANISATION, listed, new Budget());
      const [text, parameters] = statements.find(([read]) =>
        read.includes("FROM session_values v"),
      )!;
      const rows = await db.rows<Value[]>(`${explain} ${text}`, parameters);
      const used = rows.map((row) => row.at(-1)).join("\n");
      expect(used).toContain("session_values_by_key");
      expect(used).not.toMatch(/Sort|TEMP B-TREE/);
    },
  );

  test.each(LISTS)("%s: %j is read with %s", async (_name, request, index) => {
    const { db, explain } = database;
    const statements: [string, readonly Parameter[]][] = [];
    const listed = query({ limit: 25, ...request });
    await listSessions(recorder(db, statements), ORGANISATION, listed, new Budget());
    const [text, parameters] = statements.at(-1)!;
    const rows = await db.rows<Value[]>(`${explain} ${text}`, parameters);
    const used = rows.map((row) => row.at(-1)).join("\n");
    expect(used).toContain(index);
    expect(used).not.toMatch(/Seq Scan on sessions|SCAN sessions(?! USING (COVERING )?INDEX)/);
  });
}

/** Wraps the database to record the statements that it runs. */
function recorder(db: SqlDatabase, statements: [string, readonly Parameter[]][]): SqlDatabase {
  const recording = (sql: Sql): Sql => ({
    dialect: sql.dialect,
    rows: (text, parameters = []) => {
      statements.push([text, parameters]);
      return sql.rows(text, parameters);
    },
    row: (text, parameters = []) => {
      statements.push([text, parameters]);
      return sql.row(text, parameters);
    },
    objects: (text, parameters) => sql.objects(text, parameters),
    run: (text, parameters) => sql.run(text, parameters),
    insert: (insertion) => sql.insert(insertion),
  });
  return {
    ...recording(db),
    snapshot: (work, signal) => db.snapshot((sql) => work(recording(sql)), signal),
    transaction: (work) => db.transaction(work),
    close: () => db.close(),
  };
}
