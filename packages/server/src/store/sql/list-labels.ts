import { type Kysely, type SelectQueryBuilder, sql } from "kysely";
import type { LabelFilter, LabelQuery, LabelRecord } from "../port.js";
import type { Tables } from "./tables.js";

type Labels<O> = SelectQueryBuilder<Tables, "session_labels", O>;

const COLUMNS = [
  "id",
  "session_id",
  "timestamp",
  "type",
  "code",
  "user_email",
  "comments",
  "issue_categories",
] as const;

export const labelById = (db: Kysely<Tables>, organisation: number, id: number) =>
  db
    .selectFrom("session_labels")
    .select(COLUMNS)
    .where("org_id", "=", organisation)
    .where("id", "=", id);

export const labelPage = (db: Kysely<Tables>, organisation: number, query: LabelQuery) =>
  matching(db.selectFrom("session_labels").select(COLUMNS), organisation, query)
    .orderBy(query.orderBy, query.descending ? "desc" : "asc")
    .orderBy("id", "desc")
    .limit(query.limit)
    .offset(query.page * query.limit);

export const labelCount = (db: Kysely<Tables>, organisation: number, query: LabelQuery) =>
  matching(
    db.selectFrom("session_labels").select(({ fn }) => fn.countAll<number>().as("total")),
    organisation,
    query,
  );

function matching<O>(labels: Labels<O>, organisation: number, query: LabelQuery): Labels<O> {
  let matched = labels.where("org_id", "=", organisation);
  if (query.from !== undefined) matched = matched.where("timestamp", ">=", query.from);
  if (query.until !== undefined) matched = matched.where("timestamp", "<", query.until);
  return query.filters.reduce(restrict, matched);
}

function restrict<O>(labels: Labels<O>, { property, values }: LabelFilter): Labels<O> {
  switch (property) {
    case "user_email":
      return labels.where(sql<boolean>`instr(user_email_folded, ${values[0]}) > 0`);
    case "issue_categories":
      return labels.where(
        sql<boolean>`EXISTS (SELECT 1 FROM json_each(issue_categories) WHERE value = ${values[0]})`,
      );
    default:
      return labels.where(property, "in", values as never);
  }
}

type LabelRow = Awaited<ReturnType<ReturnType<typeof labelById>["executeTakeFirstOrThrow"]>>;

export const toLabel = (row: LabelRow): LabelRecord => ({
  id: row.id,
  session: row.session_id,
  timestamp: row.timestamp,
  type: row.type,
  code: row.code,
  userEmail: row.user_email,
  comments: row.comments,
  issueCategories: row.issue_categories === null ? null : JSON.parse(row.issue_categories),
});
