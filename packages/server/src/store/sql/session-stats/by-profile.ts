import type { Value } from "../database.js";
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
  type GroupTimes,
  SESSIONS,
  type Summed,
  sessionRows,
  sumByGroup,
  TIMES,
} from "./sources.js";

type PropertyValue = string | number | null;

const PROFILE = raw("profile_id");
const GROUPING = { ofBucket: () => PROFILE, ofSession: PROFILE };

/** Adds up the sessions of a selection by the values of a profile property. */
export const sumsByProperty = (
  context: ListContext,
  selection: Selection,
  property: ProfileProperty,
): Promise<GroupSum<PropertyValue>[]> => addUp(SESSIONS, context, selection, property);

/** Adds up the times of the sessions of a selection in the same way. */
export const timesByProperty = (
  context: ListContext,
  selection: Selection,
  property: ProfileProperty,
): Promise<GroupTimes<PropertyValue>[]> => addUp(TIMES, context, selection, property);

async function addUp<R extends readonly Value[]>(
  summed: Summed,
  context: ListContext,
  selection: Selection,
  property: ProfileProperty,
): Promise<R[]> {
  const rows = isCounted(selection)
    ? await storedRows(summed, context, selection)
    : sessionRows(
        summed,
        context,
        selection,
        await chooseIndex(summed, context, selection),
        PROFILE,
      );
  if (!rows) return [];
  return selectRows<R>(
    context.db,
    sql`
      SELECT p.${raw(property)}, ${summed.sums}
      FROM (${sumByGroup(summed, rows)}) AS c CROSS JOIN session_profiles p
      WHERE p.org_id = ${context.organisation} AND p.id = c.grp
      GROUP BY p.${raw(property)}${summed.alsoBy}`,
  );
}

/** The stored counts of a selection, by profile; undefined if there is no profile. */
async function storedRows(summed: Summed, context: ListContext, selection: Selection) {
  const filtered = selection.profiles ? selection : await withAllProfiles(context, selection);
  const { ids } = countedSessions(context, filtered);
  if (ids.length === 0) return undefined;
  if (hasTimeRange(filtered)) {
    const sizes = summed.sizes(context, filtered);
    return countedRows(summed, context, filtered, filtered.time, sizes, GROUPING);
  }
  context.budget.spend(ids.length * summed.rowsPerBucket);
  return bucketRows(summed, context, ids, { size: SINGLE_BUCKET, first: 0, end: 1 }, PROFILE);
}

/** Stored counts by profile need the ids of the profiles. */
async function withAllProfiles(context: ListContext, selection: Selection): Promise<Selection> {
  const { organisation } = context;
  const found = await findProfiles(context.db, { organisation, isTest: selection.isTest }, []);
  const sessions = found.reduce((sum, [, count]) => sum + count, 0);
  const ids = found.map(([id]) => id);
  return { ...selection, profiles: { column: "profile_id", ids, sessions, rows: sessions } };
}
