import type { Dialect } from "../database.js";
import { type Fragment, join, raw, sql } from "../fragment.js";
import { sumOf } from "../session-profile.js";
import { cover, EVER, PROFILE_SPANS, type Span, SUM_SPANS } from "../session-spans.js";
import { oneOf, sessionsIn } from "./conditions.js";
import type { Reading } from "./reading.js";
import { ALL_TIME, countedIds, type IdSet, isWhole, type Scope } from "./scope.js";

/** What an edge of time that fills no bucket may cost, in rows: most have fewer. */
const EDGE_ROWS = 500;
/** About how many buckets of a span there are in a stretch of time. */
const BUCKETS = 30;
/** So many profiles are looked up one by one; of more, most of what is there is theirs. */
const FEW_PROFILES = 64;

const spansOf = ({ profiles }: Scope): readonly Span[] => (profiles ? PROFILE_SPANS : SUM_SPANS);

/** How many sessions of a counted scope there are in its time. */
export async function countInTime(reading: Reading, scope: Scope): Promise<number> {
  const { from, until } = scope.time;
  if (from >= until) return 0;
  if (scope.profiles && scope.time === ALL_TIME) return scope.profiles.sessions;
  if (isWhole(scope)) return countEver(reading, scope.flags);
  const ids = countedIds(scope);
  const name = `${from} ${until} ${ids.join()}`;
  const known = reading.counts.get(name);
  if (known !== undefined) return known;
  const { text, parameters } = sql`
    SELECT CAST(coalesce(sum(sessions), 0) AS BIGINT)
    FROM (${countsOf(reading, scope, ids)}) AS counts`;
  const [counted] = (await reading.db.row<[number]>(text, parameters))!;
  reading.counts.set(name, counted);
  return counted;
}

/** The same, by profile. */
export async function countByProfile(
  reading: Reading,
  scope: Scope & { profiles: IdSet },
): Promise<Map<number, number>> {
  const { text, parameters } = sql`
    SELECT profile_id, CAST(sum(sessions) AS BIGINT)
    FROM (${countsOf(reading, scope, scope.profiles.ids)}) AS counts GROUP BY profile_id`;
  return new Map(await reading.db.rows<[number, number]>(text, parameters));
}

/** How many sessions of these flags there are, all told by one statement for a list. */
async function countEver(reading: Reading, flags: Scope["flags"]): Promise<number> {
  reading.ever ??= reading.db.rows<[number, number]>(
    `SELECT profile_id, sessions FROM session_counts
     WHERE org_id = ? AND profile_id IN (${sumOf(0)}, ${sumOf(1)})
       AND span = ${EVER.id} AND bucket = 0`,
    [reading.organisation],
  );
  const counts = new Map(await reading.ever);
  return flags.reduce<number>((sum, flag) => sum + (counts.get(sumOf(flag)) ?? 0), 0);
}

/** How many rows there are of some. */
export async function countOf({ db }: Reading, from: Fragment): Promise<number> {
  const { text, parameters } = sql`SELECT count(*) FROM ${from}`;
  return (await db.row<[number]>(text, parameters))![0];
}

/** The same, but that no more than so many are looked at. */
export async function countUpTo(reading: Reading, from: Fragment, atMost: number): Promise<number> {
  const most = reading.budget.upTo(atMost);
  const rows = await countOf(reading, sql`(SELECT 1 FROM ${from} LIMIT ${most}) AS those`);
  reading.budget.spend(rows);
  return rows;
}

/** Counts that add up to those of a scope: of the buckets that fill its time, and of its edges. */
function countsOf(reading: Reading, scope: Scope, ids: readonly number[]): Fragment {
  const { db, organisation, budget } = reading;
  const { dialect } = db;
  const { buckets, edges } = cover(scope.time, spansOf(scope));
  budget.spend(ids.length * buckets.length * BUCKETS + edges.length * EDGE_ROWS);
  const index =
    scope.profiles && ids.length <= FEW_PROFILES ? "sessions_by_profile" : "sessions_by_time";
  return join(
    [
      ...buckets.map(
        ({ span, first, end }) => sql`
          SELECT profile_id, sessions FROM session_counts
          WHERE org_id = ${organisation} AND ${oneOf(dialect, "profile_id", ids)}
            AND span = ${span.id} AND ${between(first, end)}`,
      ),
      ...edges.map(
        (time) => sql`
          SELECT profile_id, 1 AS sessions
          FROM ${sessionsIn(dialect, organisation, { ...scope, time }, index)}`,
      ),
    ],
    " UNION ALL ",
  );
}

const between = (first: number, end: number): Fragment => {
  const bounds = [
    ...(Number.isFinite(first) ? [sql`bucket >= ${first}`] : []),
    ...(Number.isFinite(end) ? [sql`bucket < ${end}`] : []),
  ];
  return bounds.length > 0 ? join(bounds, " AND ") : raw("TRUE");
};

/** Where a page begins: how many sessions are left to skip from that edge of time on. */
export interface Place {
  readonly edge: number;
  readonly skip: number;
}

/**
 * Finds the place of a deep page of a counted scope by its counts: the finest bucket that it
 * begins in. `offset` counts from the newest session of the scope, or from the oldest.
 */
export async function placeOf(
  reading: Reading,
  scope: Scope,
  offset: number,
  descending: boolean,
): Promise<Place> {
  const { db, organisation, budget } = reading;
  const ids = countedIds(scope);
  const spans = spansOf(scope);
  const beyond = await countBeyond(reading, scope, descending);
  budget.spend(BUCKETS * ids.length * spans.length);
  const { text, parameters } = sql`
    WITH ${placing(db.dialect, organisation, ids, spans, offset + beyond, descending)}
    SELECT edge, skip FROM place`;
  const [edge, skip] = (await db.row<[number, number]>(text, parameters))!;
  return { edge, skip };
}

/**
 * Tables for a `WITH`: `place` is the row of the `Place` so far down, if there is one. Each finds the
 * bucket of a span within that of the wider one before.
 */
export function placing(
  dialect: Dialect,
  organisation: number,
  ids: readonly number[],
  spans: readonly Span[],
  offset: number,
  descending: boolean,
): Fragment {
  const order = raw(`bucket ${descending ? "DESC" : "ASC"}`);
  const tables = spans.map((span, index) => {
    const wider = spans[index - 1];
    const from = raw(
      `(SELECT bucket FROM place_${index - 1}) * ${(wider?.width ?? 0) / span.width}`,
    );
    const within = wider
      ? sql`AND bucket >= ${from} AND bucket < ${from} + ${raw(`${wider.width / span.width}`)}`
      : raw("");
    const counts = sql`
      FROM session_counts WHERE org_id = ${organisation}
        AND ${oneOf(dialect, "profile_id", ids)} AND span = ${span.id} ${within}`;
    const buckets =
      ids.length === 1
        ? sql`SELECT bucket, sessions ${counts}`
        : sql`SELECT bucket, CAST(sum(sessions) AS BIGINT) AS sessions ${counts} GROUP BY bucket`;
    const toSkip = wider
      ? raw(`(SELECT skip FROM place_${index - 1})`)
      : sql`CAST(${offset} AS BIGINT)`;
    return sql`
      ${raw(`place_${index}`)} AS (
        SELECT bucket, skip FROM (
          SELECT bucket, sessions, CAST(
            ${toSkip} + sessions
              - sum(sessions) OVER (ORDER BY ${order} ROWS UNBOUNDED PRECEDING) AS BIGINT
          ) AS skip FROM (${buckets}) AS counted
        ) AS passed WHERE skip >= 0 AND skip < sessions LIMIT 1
      )`;
  });
  const finest = spans.length - 1;
  const edge = raw(`${descending ? "(bucket + 1)" : "bucket"} * ${spans[finest]!.width}`);
  return join(
    [...tables, sql`place AS (SELECT ${edge} AS edge, skip FROM ${raw(`place_${finest}`)})`],
    ", ",
  );
}

/** How many sessions lie on the near side of a scope's time. */
function countBeyond(reading: Reading, scope: Scope, descending: boolean): Promise<number> | 0 {
  const time = descending
    ? { from: scope.time.until, until: ALL_TIME.until }
    : { from: ALL_TIME.from, until: scope.time.from };
  return time.from < time.until && Number.isFinite(descending ? time.from : time.until)
    ? countInTime(reading, { ...scope, time })
    : 0;
}
