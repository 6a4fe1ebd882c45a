import type { SessionFilter, SessionQuery } from "../../port.js";
import type { ValueProperty, ValueSearch } from "../database.js";
import { type Fragment, join, raw, sql } from "../fragment.js";
import { indexedText } from "../indexed-text.js";
import { sumOf } from "../session-profile.js";
import { keyOfValue } from "../session-rows.js";
import { EVER, type Stretch } from "../session-spans.js";
import type { Reading } from "./reading.js";

/** The rows of `sessions` that one of several ids stands for, and how many there are of them. */
export interface IdSet {
  readonly column: "profile_id" | "source_id" | "target_id";
  readonly ids: readonly number[];
  readonly sessions: number;
}

/** Values that sources or targets have. */
export interface ValueSet extends IdSet {
  /** How many sessions they have, those that the scope's flags leave out included. */
  readonly rows: number;
  /** When the newest session of each id began, or later; where that is known. */
  readonly newest?: readonly number[];
}

/** A property of which a session has one value of its own. */
export interface OwnValue {
  readonly column: "session_id" | "conversation_id" | "channel_manager_sid" | "duration";
  readonly value: string | number;
}

/** What a list looks at: sessions that all of this holds for. */
export interface Scope {
  readonly flags: readonly (0 | 1)[];
  readonly time: Stretch;
  /** Absent where any profile of these flags will do. */
  readonly profiles: IdSet | undefined;
  readonly values: readonly ValueSet[];
  readonly own: readonly OwnValue[];
}

export const ALL_TIME: Stretch = {
  from: Number.NEGATIVE_INFINITY,
  until: Number.POSITIVE_INFINITY,
};

/** Every session of an organisation. */
export const EVERYTHING: Scope = {
  flags: [0, 1],
  time: ALL_TIME,
  profiles: undefined,
  values: [],
  own: [],
};

const FLAGS = { without: [0], with: [0, 1], only: [1] } as const;
const OWN: readonly string[] = [
  "session_id",
  "conversation_id",
  "channel_manager_sid",
  "duration",
] satisfies OwnValue["column"][];

/** Whether sessions of this scope are counted as they come. */
export const isCounted = (scope: Scope): boolean =>
  scope.values.length === 0 && scope.own.length === 0;

/** Whether a scope is every session of its flags. */
export const isWhole = (scope: Scope): boolean =>
  isCounted(scope) && !scope.profiles && scope.time === ALL_TIME;

/** Whether a scope is all sessions of its flags that one filter by values matches. */
export const isOneFilter = ({ values, own, profiles, time }: Scope): boolean =>
  values.length === 1 && own.length === 0 && !profiles && time === ALL_TIME;

/** The ids that the sessions of a counted scope are counted under. */
export const countedIds = ({ profiles, flags }: Scope): readonly number[] =>
  profiles?.ids ?? flags.map(sumOf);

/** Finds what a query's filters stand for; undefined where nothing can match. */
export async function scopeOf(reading: Reading, query: SessionQuery): Promise<Scope | undefined> {
  const { filters, from, until } = query;
  const flags = FLAGS[query.tests];
  let time: Stretch =
    from === undefined && until === undefined
      ? ALL_TIME
      : { from: from ?? ALL_TIME.from, until: until ?? ALL_TIME.until };
  const own: OwnValue[] = [];
  const ofProfiles: SessionFilter[] = [];
  const values: ValueSet[] = [];
  for (const filter of filters) {
    const { property, value } = filter;
    if (property === "timestamp") {
      const at = value as number;
      time = { from: Math.max(time.from, at), until: Math.min(time.until, at + 1) };
    } else if (property === "source" || property === "target") {
      values.push(await valuesMatching(reading, flags, property, filter));
    } else if (OWN.includes(property)) {
      const indexed = typeof value === "string" ? indexedText(value) : value;
      own.push({ column: property as OwnValue["column"], value: indexed });
    } else {
      ofProfiles.push(filter);
    }
  }
  const profiles =
    ofProfiles.length > 0 ? await profilesMatching(reading, flags, ofProfiles) : undefined;
  if (time.from >= time.until) return undefined;
  if ([profiles, ...values].some((set) => set?.ids.length === 0)) return undefined;
  return { flags, time, profiles, values, own };
}

async function profilesMatching(
  { db, organisation }: Reading,
  flags: readonly number[],
  filters: readonly SessionFilter[],
): Promise<IdSet> {
  const conditions = filters.map((filter) => textCondition(filter, db.dialect.contains));
  const { text, parameters } = sql`
    SELECT p.id, c.sessions FROM session_profiles p
    CROSS JOIN session_counts c
    WHERE c.org_id = p.org_id AND c.profile_id = p.id AND c.span = ${EVER.id} AND c.bucket = 0
      AND p.org_id = ${organisation} AND ${among("is_test", flags)}
      AND ${join(conditions, " AND ")} AND c.sessions > 0`;
  const found = await db.rows<[number, number]>(text, parameters);
  return idSet("profile_id", found);
}

function textCondition(
  { property, match, value }: SessionFilter,
  contains: (column: string) => string,
): Fragment {
  if (match === "equals") return sql`${raw(property)} = ${value}`;
  return { text: contains(`${property}_folded`), parameters: [value] };
}

async function valuesMatching(
  { db, organisation, budget }: Reading,
  flags: Scope["flags"],
  property: ValueProperty,
  { match, value }: SessionFilter,
): Promise<ValueSet> {
  const text = String(value);
  const search: ValueSearch =
    match === "contains"
      ? db.dialect.valuesContaining(property, text)
      : { from: "session_values v", condition: "v.key = ?", parameters: [keyOfValue(text)] };
  // Ids are counted up, so that the last one is about how many there are, of all organisations.
  const [values] = (await db.row<[number | null]>(db.dialect.lastValueId))!;
  budget.spend((values ?? 0) * partSearched(match, text));
  const most = budget.upTo(MOST_VALUES);
  const found = await db.rows<[number, number, number, number]>(
    `SELECT v.id, ${valueCount(flags)}, c.sessions + c.tests, c.newest FROM ${search.from} CROSS JOIN session_value_counts c
     WHERE ${search.condition} AND v.org_id = ? AND v.property = ?
       AND c.org_id = v.org_id AND c.value_id = v.id AND ${valueCount(flags)} > 0
     LIMIT ?`,
    [...search.parameters, organisation, property, most],
  );
  budget.spend(found.length);
  return {
    ...idSet(`${property}_id`, found),
    rows: found.reduce((sum, [, , rows]) => sum + rows, 0),
    newest: found.map(([, , , newest]) => newest),
  };
}

/** All there are. */
const MOST_VALUES = 2 ** 31;

/** About what part of all values is looked at for those that have a text: less for a longer one. */
function partSearched(match: SessionFilter["match"], text: string): number {
  if (match === "equals") return 0;
  if (text.length < 3) return 1;
  return text.length < 6 ? 1 / 40 : text.length < 9 ? 1 / 100 : 1 / 200;
}

/** How many sessions of these flags have a value, of a row of `session_value_counts c`. */
export const valueCount = (flags: Scope["flags"]): string =>
  flags.map((flag) => (flag ? "c.tests" : "c.sessions")).join(" + ");

const idSet = (
  column: IdSet["column"],
  found: readonly (readonly [number, number, ...unknown[]])[],
): IdSet => ({
  column,
  ids: found.map(([id]) => id),
  sessions: found.reduce((sum, [, sessions]) => sum + sessions, 0),
});

/** Whether a column is one of few numbers. */
export const among = (column: string, numbers: readonly number[]): Fragment =>
  numbers.length === 1
    ? sql`${raw(column)} = ${numbers[0]!}`
    : sql`${raw(column)} IN (${raw(numbers.join(", "))})`;
