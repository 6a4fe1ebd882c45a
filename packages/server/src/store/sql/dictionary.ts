import { LRUCache } from "lru-cache";
import type { Sql, Value, ValueProperty } from "./database.js";

const MAX_CACHED_IDS = 50_000;

/** Entries of a table that are found by key and never change, so that their ids are cached. */
export class Dictionary {
  readonly #known = new LRUCache<string, number>({ max: MAX_CACHED_IDS });

  constructor(
    private readonly table: string,
    /** Beside `org_id`, `key` and what all entries of this dictionary have in common. */
    private readonly columns: readonly string[],
    /** Set where the table holds several dictionaries. */
    private readonly property?: ValueProperty,
  ) {}

  /**
   * The ids of entries, by their keys; those that are new are kept. `entries` gives the values of
   * the columns, where they are wanted. `remember` is to be called once the transaction is through.
   */
  async resolve(
    sql: Sql,
    organisation: number,
    entries: ReadonlyMap<string, () => readonly Value[]>,
  ): Promise<{ ids: Map<string, number>; remember: () => void }> {
    const ids = new Map<string, number>();
    const learned = new Map<string, number>();
    const nameOf = (key: string) => `${organisation} ${key}`;
    const learn = (found: readonly (readonly [number, string])[]) => {
      for (const [id, key] of found) {
        ids.set(key, id);
        learned.set(nameOf(key), id);
      }
    };
    for (const key of entries.keys()) {
      const id = this.#known.get(nameOf(key));
      if (id !== undefined) ids.set(key, id);
    }
    const missing = () => [...entries.keys()].filter((key) => !ids.has(key));
    learn(await this.#find(sql, organisation, missing()));
    const added = await this.#add(sql, organisation, missing(), entries);
    learn(added);
    const { indexValues } = sql.dialect;
    if (this.property !== undefined && indexValues && added.length > 0) {
      await sql.run(indexValues(this.property), [added.map(([id]) => id)]);
    }
    // What another process has added meanwhile.
    learn(await this.#find(sql, organisation, missing()));
    return {
      ids,
      remember: () => {
        for (const [name, id] of learned) this.#known.set(name, id);
      },
    };
  }

  async #find(sql: Sql, organisation: number, keys: string[]): Promise<[number, string][]> {
    if (keys.length === 0) return [];
    const { property } = this;
    return sql.rows(
      `SELECT id, key FROM ${this.table} WHERE org_id = ?
       ${property === undefined ? "" : "AND property = ?"} AND ${sql.dialect.inTexts("key")}`,
      property === undefined ? [organisation, keys] : [organisation, property, keys],
    );
  }

  async #add(
    sql: Sql,
    organisation: number,
    keys: string[],
    entries: ReadonlyMap<string, () => readonly Value[]>,
  ): Promise<[number, string][]> {
    if (keys.length === 0) return [];
    const [names, values] =
      this.property === undefined ? [[], []] : [["property"], [this.property]];
    return sql.insert({
      table: this.table,
      columns: ["org_id", ...names, "key", ...this.columns],
      // In order: two that wait for each other's rows would never end.
      rows: keys.sort().map((key) => [organisation, ...values, key, ...entries.get(key)!()]),
      tail: `ON CONFLICT (${["org_id", ...names, "key"].join(", ")}) DO NOTHING`,
      returning: ["id", "key"],
    });
  }
}
