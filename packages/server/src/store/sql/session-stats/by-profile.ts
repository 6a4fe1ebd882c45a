import { findProfiles } from "../dictionary-search.js";
import { raw, selectRows, sql } from "../fragment.js";
import { countedSessions } from "../session-list/counts.js";
import type { ListContext } from "../session-list/rows.js";
import { hasTimeRange, isCounted, type Selection } from "../session-list/selection.js";
import type { ProfileProperty } from "../session-profile.js";
import { SINGLE_BUCKET } from "../time-buckets.js";
import {
  bucketRows,
  chooseIndex,
  countedRows,
  type GroupSum,
  sessionRows,
  sumByGroup,
} from "./sources.js";

const PROFILE = raw("profile_id");
const GROUPING = { ofBucket: () => PROFILE, ofSession: PROFILE };

/** Adds up the sessions of a selection by the values of a profile property. */
export async function sumsByProperty(
  context: ListContext,
  selection: Selection,
  property: ProfileProperty,
): Promise<GroupSum<string | number | null>[]> {
  const rows = isCounted(selection)
    ? await storedSums(context, selection)
    : sessionRows(context, selection, await chooseIndex(context, selection), PROFILE);
  if (!rows) return [];
  return selectRows(
    context.db,
    sql`
      SELECT p.${raw(property)}, CAST(sum(c.sessions) AS BIGINT), sum(c.duration_us)
      FROM (${sumByGroup(rows)}) AS c CROSS JOIN session_profiles p
      WHERE p.org_id = ${context.organisation} AND p.id = c.grp
      GROUP BY p.${raw(property)}`,
  );
}

/** The stored counts of a selection, by profile; undefined if there is no profile. */
async function storedSums(context: ListContext, selection: Selection) {
  const filtered = selection.profiles ? selection : await withAllProfiles(context, selection);
  const { ids, sizes } = countedSessions(context, filtered);
  if (ids.length === 0) return undefined;
  if (hasTimeRange(filtered)) {
    return countedRows(context, filtered, filtered.time, sizes, GROUPING);
  }
  context.budget.spend(ids.length);
  return bucketRows(context, ids, { size: SINGLE_BUCKET, first: 0, end: 1 }, PROFILE);
}

/** Stored counts by profile need the ids of the profiles. */
async function withAllProfiles(context: ListContext, selection: Selection): Promise<Selection> {
  const { organisation } = context;
  const found = await findProfiles(context.db, { organisation, isTest: selection.isTest }, []);
  const sessions = found.reduce((sum, [, count]) => sum + count, 0);
  const ids = found.map(([id]) => id);
  return { ...selection, profiles: { column: "profile_id", ids, sessions, rows: sessions } };
}
