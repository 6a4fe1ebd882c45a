import type { MatchConflict, MatchingRecord, MatchProperty, SessionRecord } from "../port.js";
import type { Sql } from "./database.js";
import { indexedText } from "./indexed-text.js";

/** The lowest and the highest id of the sessions that have a value. */
interface Owners {
  readonly lowest: number;
  readonly highest: number;
}

/**
 * Finds the session that each record without an id replaces: the one with the same value of a property.
 * Records are resolved in order, so a record can replace a session that an earlier one creates. Other
 * transactions that call this for the organisation wait until this transaction ends.
 */
export async function resolveMatches(
  sql: Sql,
  organisation: number,
  property: MatchProperty,
  records: readonly MatchingRecord[],
): Promise<(SessionRecord | MatchConflict)[]> {
  if (sql.dialect.lock) await sql.rows(sql.dialect.lock, [`session matches of ${organisation}`]);
  const values = records.map(({ record }) => matchedValue(record, property));
  const owners = await ownersOf(sql, organisation, property, values);
  const ids = records.filter(({ hasId }) => hasId).map(({ record }) => record.id);
  const valueOfId = await valuesOf(sql, organisation, property, ids);

  return records.map(({ record, hasId }, index) => {
    const value = values[index];
    const known = value === undefined ? undefined : owners.get(value);
    if (known && (hasId ? valueOfId.get(record.id) !== value : known.lowest !== known.highest)) {
      return known;
    }
    const id = hasId || !known ? record.id : known.lowest;
    const former = valueOfId.get(id);
    const only = former === undefined || former === value ? undefined : owners.get(former);
    if (only?.lowest === id && only.highest === id) owners.delete(former!);
    if (value === undefined) valueOfId.delete(id);
    else valueOfId.set(id, value);
    if (value !== undefined && !known) owners.set(value, { lowest: id, highest: id });
    return id === record.id ? record : withId(record, id);
  });
}

const matchedValue = (
  { properties }: SessionRecord,
  property: MatchProperty,
): string | undefined => {
  const value = properties[property];
  return value === undefined || value === "" ? undefined : indexedText(String(value));
};

async function ownersOf(
  sql: Sql,
  organisation: number,
  property: MatchProperty,
  values: readonly (string | undefined)[],
): Promise<Map<string, Owners>> {
  const first = (order: string) =>
    `(SELECT s.session_id FROM sessions s WHERE s.org_id = ? AND s.${property} = wanted.value
      ORDER BY s.session_id ${order} LIMIT 1)`;
  const wanted = [...new Set(values)].filter((value) => value !== undefined);
  if (wanted.length === 0) return new Map();
  const rows = await sql.rows<[string, number | null, number]>(
    `SELECT wanted.value, ${first("NULLS FIRST")}, ${first("DESC NULLS LAST")}
     FROM ${sql.dialect.wantedTexts}`,
    [organisation, organisation, wanted],
  );
  return new Map(
    rows.flatMap(([value, lowest, highest]) =>
      lowest === null ? [] : [[value, { lowest, highest }] as const],
    ),
  );
}

/** The current values of sessions by their ids. */
async function valuesOf(
  sql: Sql,
  organisation: number,
  property: MatchProperty,
  ids: readonly number[],
): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map();
  return new Map(
    await sql.rows<[number, string]>(
      `SELECT session_id, ${property} FROM sessions
       WHERE org_id = ? AND ${sql.dialect.inList("session_id")} AND ${property} IS NOT NULL`,
      [organisation, ids],
    ),
  );
}

/** A record with another id. Only the timestamp is before the id in its JSON. */
const withId = (record: SessionRecord, id: number): SessionRecord => ({
  ...record,
  id,
  json: record.json.replace(`"session_id":"${record.id}"`, `"session_id":"${id}"`),
});
