import { LRUCache } from "lru-cache";
import type { Sql, Value, ValueProperty } from "./database.js";

const MAX_CACHED_IDS = 50_000;

const cacheKeyOf = (organisation: number, key: string): string => `${organisation} ${key}`;

/**
 * Entries of a table that have a key. They never change, but are removed once no session uses them.
 * Their ids are cached.
 */
export class Dictionary {
  readonly #ids = new LRUCache<string, number>({ max: MAX_CACHED_IDS });

  constructor(
    private readonly table: string,
    /** The columns of an entry, except for `org_id`, `property` and `key`. */
    private readonly columns: readonly string[],
    /** Distinguishes dictionaries that share a table. */
    private readonly property?: ValueProperty,
  ) {}

  /**
   * Finds the ids of entries by their keys, and inserts the missing entries. `entries` has a function
   * for each key that returns the values of `columns`. Call `remember` once the transaction is
   * committed: it caches the ids.
   */
  async resolve(
    sql: Sql,
    organisation: number,
    entries: ReadonlyMap<string, () => readonly Value[]>,
  ): Promise<{ ids: Map<string, number>; remember: () => void }> {
    const ids = new Map<string, number>();
    const uncached = new Map<string, number>();
    const add = (found: readonly (readonly [number, string])[]) => {
      for (const [id, key] of found) {
        ids.set(key, id);
        uncached.set(cacheKeyOf(organisation, key), id);
      }
    };
    for (const key of entries.keys()) {
      const id = this.#ids.get(cacheKeyOf(organisation, key));
      if (id !== undefined) ids.set(key, id);
    }
    const missing = () => [...entries.keys()].filter((key) => !ids.has(key));
    add(await this.#find(sql, organisation, missing()));
    const inserted = await this.#insert(sql, organisation, missing(), entries);
    add(inserted);
    const { indexValues } = sql.dialect;
    if (this.property !== undefined && indexValues && inserted.length > 0) {
      await sql.run(indexValues(this.property), [inserted.map(([id]) => id)]);
    }
    // Other processes may have inserted some at the same time.
    add(await this.#find(sql, organisation, missing()));
    return {
      ids,
      remember: () => {
        for (const [cacheKey, id] of uncached) this.#ids.set(cacheKey, id);
      },
    };
  }

  /** Forgets the ids of entries that this process removes. */
  forget(organisation: number, keys: readonly string[]): void {
    for (const key of keys) this.#ids.delete(cacheKeyOf(organisation, key));
  }

  /** Forgets all ids, because another process may have removed some entries. */
  forgetAll(): void {
    this.#ids.clear();
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

  async #insert(
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
      // Sorted, so that transactions which insert the same keys cannot deadlock.
      rows: keys.sort().map((key) => [organisation, ...values, key, ...entries.get(key)!()]),
      tail: `ON CONFLICT (${["org_id", ...names, "key"].join(", ")}) DO NOTHING`,
      returning: ["id", "key"],
    });
  }
}
