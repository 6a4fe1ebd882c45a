import { type Kysely, type SelectQueryBuilder, sql } from "kysely";
import type { SessionFilter, SessionQuery } from "../port.js";
import type { Tables } from "./tables.js";

type Sessions<O> = SelectQueryBuilder<Tables, "sessions", O>;
type Value = string | number;

/** The statements that answer a list, and the values of their parameters. */
export interface ListStatements {
  /** One row: how many sessions match, or null for none. */
  readonly total: { readonly sql: string; readonly values: Value[] };
  /** The `wire` of each session of the page, in order. */
  readonly page: { readonly sql: string; readonly values: Value[] };
}

const CACHE_SIZE = 500;

/**
 * Builds the statements of lists. Queries that differ in their values alone share their text, so
 * that it is built once: building costs more than running it does.
 */
export function listStatements(db: Kysely<Tables>) {
  const texts = new Map<string, { total: string; page: string }>();
  return (organisation: number, query: SessionQuery): ListStatements => {
    const shape = shapeOf(query);
    let text = texts.get(shape);
    if (!text) {
      text = {
        total: totalOf(db, organisation, query).compile().sql,
        page: pageOf(db, organisation, query).compile().sql,
      };
      if (texts.size >= CACHE_SIZE) texts.clear();
      texts.set(shape, text);
    }
    const values = matchValues(organisation, query);
    return {
      total: { sql: text.total, values },
      page: { sql: text.page, values: [...values, query.limit, query.page * query.limit] },
    };
  };
}

/** All that the text of the statements depends on. */
const shapeOf = (query: SessionQuery): string =>
  [
    query.tests,
    query.orderBy,
    query.descending,
    query.from !== undefined,
    query.until !== undefined,
    ...query.filters.map(({ property, match }) => `${property} ${match}`),
  ].join();

const isUnfiltered = (query: SessionQuery): boolean =>
  query.filters.length === 0 && query.from === undefined && query.until === undefined;

export const pageOf = (db: Kysely<Tables>, organisation: number, query: SessionQuery) =>
  matching(db.selectFrom("sessions").select("wire"), organisation, query)
    .orderBy(query.orderBy, query.descending ? "desc" : "asc")
    .$if(query.orderBy !== "session_id", (page) => page.orderBy("session_id", "desc"))
    .limit(query.limit)
    .offset(query.page * query.limit);

export const totalOf = (db: Kysely<Tables>, organisation: number, query: SessionQuery) =>
  isUnfiltered(query)
    ? db
        .selectFrom("session_totals")
        .select(({ fn }) => fn.sum<number>("sessions").as("total"))
        .where("org_id", "=", organisation)
        .$if(query.tests !== "with", (all) => all.where("is_test", "=", testFlag(query)))
    : matching(
        db.selectFrom("sessions").select(({ fn }) => fn.countAll<number>().as("total")),
        organisation,
        query,
      );

const testFlag = (query: SessionQuery): number => Number(query.tests === "only");

function matching<O>(
  sessions: Sessions<O>,
  organisation: number,
  query: SessionQuery,
): Sessions<O> {
  let matched = sessions.where("org_id", "=", organisation);
  if (query.tests !== "with") matched = matched.where("is_test", "=", testFlag(query));
  if (query.from !== undefined) matched = matched.where("timestamp", ">=", query.from);
  if (query.until !== undefined) matched = matched.where("timestamp", "<", query.until);
  return query.filters.reduce(restrict, matched);
}

/** The values that `matching` puts in, in its order. */
function matchValues(organisation: number, query: SessionQuery): Value[] {
  const values: Value[] = [organisation];
  if (query.tests !== "with") values.push(testFlag(query));
  if (query.from !== undefined) values.push(query.from);
  if (query.until !== undefined) values.push(query.until);
  for (const { value } of query.filters) values.push(value);
  return values;
}

function restrict<O>(sessions: Sessions<O>, filter: SessionFilter): Sessions<O> {
  if (filter.match === "equals") return sessions.where(filter.property, "=", filter.value);
  const folded = sql.ref(`${filter.property}_folded`);
  return sessions.where(sql<boolean>`instr(${folded}, ${filter.value}) > 0`);
}
