import type { SessionsListRequest } from "syllable-contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Store } from "../../src/store/port.js";
import type { SqlDatabase } from "../../src/store/sql/database.js";
import type { Migration } from "../../src/store/sql/migration.js";
import { idsOf, query, record } from "./with-store.suite.js";

/** More than the migration reads in one batch. */
const SESSIONS = 6_000;
const ORGANISATIONS = [1, 2];
const NAMES = [
  "İstanbul Şubesi",
  "ＡＢＣ",
  "ﬁnal",
  "Straße",
  "plain",
  "ΟΔΟΣ",
  "Ꮳherokee",
  "a\x01b",
];

/** The folding of an earlier version. */
const foldBefore = (text: string): string =>
  text.toUpperCase().toLowerCase().replaceAll("ς", "σ").normalize("NFC");

export interface OldDatabase {
  readonly db: SqlDatabase;
  readonly store: Store;
  readonly migrations: readonly Migration[];
  /** Statements before and after a change of the texts in `session_values`, for its index. */
  readonly unindex: readonly string[];
  readonly index: readonly string[];
  remove(): Promise<void>;
}

/** Text that an earlier version folded must be found after the migration. */
export function refoldSuite(open: () => Promise<OldDatabase>): void {
  let database: OldDatabase;
  beforeAll(async () => {
    database = await open();
    for (const organisation of ORGANISATIONS) {
      await database.store.sessions.put(
        organisation,
        Array.from({ length: SESSIONS }, (_, id) => {
          const name = NAMES[id % NAMES.length]!;
          const long = id % 1_000 === 0 ? "Ｘ".repeat(600) : "";
          return record(id, {
            agent_name: name,
            prompt_name: `${name} 2`,
            source: `${name} ${id}${long}`,
            target: id % 3 ? "İ@example.com" : null,
          });
        }),
      );
      await database.store.labels.create(organisation, {
        session: 1,
        timestamp: 1,
        type: "human-rating",
        code: "OK",
        userEmail: "İPEK@example.com",
        comments: null,
        issueCategories: null,
      });
    }
  }, 60_000);
  afterAll(() => database.remove());

  const list = async (property: string, value: string, organisation = 1) => {
    const request = { searchFields: [property], searchFieldValues: [value], limit: 10_000 };
    const page = await database.store.sessions.list(
      organisation,
      query(request as Partial<SessionsListRequest>),
    );
    expect(page.total).toBe(idsOf(page).length);
    return page.total;
  };

  const counts = async () => {
    const found: Record<string, number> = {};
    for (const organisation of ORGANISATIONS) {
      for (const property of ["agent_name", "prompt_name", "source"]) {
        for (const name of [
          "istanbul",
          "İSTANBUL ŞUBESI",
          "abc",
          "FINAL",
          "strasse",
          "οδος",
          "b",
        ]) {
          if (name === "206555" && property !== "source") continue;
          found[`${organisation} ${property} ${name}`] = await list(property, name, organisation);
        }
      }
      found[`${organisation} long`] = await list("source", "x".repeat(600), organisation);
      found[`${organisation} target`] = await list("target", "i@example", organisation);
      const labels = await database.store.labels.list(organisation, {
        page: 0,
        limit: 10,
        filters: [{ property: "user_email", values: ["ipek"] }],
        orderBy: "timestamp",
        descending: true,
        from: undefined,
        until: undefined,
      });
      found[`${organisation} labels`] = labels.total;
    }
    return found;
  };

  const updateFolded = async (table: string, from: string, to: string) => {
    const texts = await database.db.rows<[string | null]>(`SELECT DISTINCT ${from} FROM ${table}`);
    for (const [text] of texts) {
      if (text === null) continue;
      await database.db.run(`UPDATE ${table} SET ${to} = ? WHERE ${from} = ?`, [
        foldBefore(text),
        text,
      ]);
    }
  };

  test("text that an earlier version folded is found after the migration", async () => {
    const { db, store, migrations, index, unindex } = database;
    const expected = await counts();
    expect(Object.values(expected).every((count) => count > 0)).toBe(true);

    for (const statement of unindex) await db.run(statement);
    await updateFolded("session_profiles", "agent_name", "agent_name_folded");
    await updateFolded("session_profiles", "prompt_name", "prompt_name_folded");
    await updateFolded("session_labels", "user_email", "user_email_folded");
    await db.transaction(async (sql) => {
      const values = await sql.rows<[number, string]>("SELECT id, key FROM session_values");
      for (const [id, key] of values) {
        const text = key.includes("…") ? `${NAMES[0]} ${"ｘ".repeat(600)}` : key.slice(1);
        if (key === "") continue;
        await sql.run("UPDATE session_values SET folded = ? WHERE id = ?", [foldBefore(text), id]);
      }
    });
    for (const statement of index) await db.run(statement);
    expect(await list("source", "abc")).toBe(0);
    expect(await list("agent_name", "istanbul")).toBe(0);

    const messages: string[] = [];
    const refold = migrations.find((migration) => typeof migration === "function")!;
    await db.transaction((sql) => refold(sql, (message) => messages.push(message)));
    expect(await counts()).toEqual(expected);
    // Sessions that are stored now use the values that were migrated.
    await store.sessions.put(1, [record(SESSIONS, { source: "ＡＢＣ 1", agent_name: "İstanbul" })]);
    expect(await list("source", "abc")).toBe(expected["1 source abc"]! + 1);
  }, 120_000);
}
