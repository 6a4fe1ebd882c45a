import { type Kysely, type SelectQueryBuilder, sql } from "kysely";
import type { SessionFilter, SessionQuery } from "../port.js";
import type { Tables } from "./tables.js";

type Sessions<O> = SelectQueryBuilder<Tables, "sessions", O>;

/** Whether the kept totals answer how many sessions match. */
export const isUnfiltered = (query: SessionQuery): boolean =>
  query.filters.length === 0 && query.from === undefined && query.until === undefined;

/** The wire texts of one page, in order. */
export const pageOf = (db: Kysely<Tables>, organisation: number, query: SessionQuery) =>
  matching(db.selectFrom("sessions").select("wire"), organisation, query)
    .orderBy(query.orderBy, query.descending ? "desc" : "asc")
    .$if(query.orderBy !== "session_id", (page) => page.orderBy("session_id", "desc"))
    .limit(query.limit)
    .offset(query.page * query.limit);

/** How many sessions match, counted one by one. */
export const countOf = (db: Kysely<Tables>, organisation: number, query: SessionQuery) =>
  matching(
    db.selectFrom("sessions").select(({ fn }) => fn.countAll<number>().as("total")),
    organisation,
    query,
  );

/** How many sessions an organisation has, from the kept totals. */
export const keptTotalOf = (db: Kysely<Tables>, organisation: number, query: SessionQuery) =>
  db
    .selectFrom("session_totals")
    .select(({ fn }) => fn.sum<number>("sessions").as("total"))
    .where("org_id", "=", organisation)
    .$if(query.tests !== "with", (all) => all.where("is_test", "=", testFlag(query)));

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

function restrict<O>(sessions: Sessions<O>, filter: SessionFilter): Sessions<O> {
  if (filter.match === "equals") return sessions.where(filter.property, "=", filter.value);
  const folded = sql.ref(`${filter.property}_folded`);
  return sessions.where(sql`instr(${folded}, ${filter.value})`, ">", 0);
}
