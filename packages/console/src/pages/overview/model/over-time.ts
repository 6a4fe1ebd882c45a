import { dayZone } from "../../../filters/range.ts";
import type { Chart, Mark, Row, Series } from "./chart.ts";
import { CHANNEL_NAMES } from "./groups.ts";
import { during } from "./link.ts";
import { countBy, narrow, type Scope, type Source, sessionsIn } from "./scope.ts";
import { spanOf } from "./span.ts";
import { nameOfSpan, tickOf } from "./time-names.ts";
import { indexOf, type Span, type Unit, unitFor, unitsIn } from "./time-units.ts";

/** Channels with a series of their own. */
const MAX_CHANNELS = 3;

/** The sessions over time, by channel. Undefined if there are none. */
export async function loadOverTime(source: Source, scope: Scope): Promise<Chart | undefined> {
  const { search, zone } = scope;
  const [span, channels] = await Promise.all([
    spanOf(source, scope),
    countBy(source, scope, "channel_manager_type"),
  ]);
  if (!span || channels.totalCount === 0) return undefined;
  const unit = unitFor(span);
  const units = unitsIn(span, unit, dayZone(zone));
  const count = (selected: typeof search | undefined) =>
    countInUnits(source, { search: selected, zone }, units, unit);
  const all = count(search);
  const shown = channels.groups.flatMap(({ key }) => (key ? [key] : [])).slice(0, MAX_CHANNELS);
  const counts = await Promise.all(
    shown.map((key) => count(narrow(search, "channel_manager_type", key))),
  );
  const totals = await all;
  const series: Series[] = shown.map((key) => ({
    name: CHANNEL_NAMES.get(key) ?? key,
    total: sessionsIn(channels, key),
    link: narrow(search, "channel_manager_type", key),
  }));
  const rest = channels.totalCount - series.reduce((sum, { total = 0 }) => sum + total, 0);
  if (rest > 0) series.push({ name: shown.length > 0 ? "Other" : "Sessions", total: rest });
  const rows = rowsOf(scope, units, unit, (index, link) => {
    const marks: Mark[] = counts.map((inUnits, channel) => ({
      value: inUnits[index] ?? 0,
      link: narrow(link, "channel_manager_type", shown[channel] as string),
    }));
    const known = marks.reduce((sum, { value = 0 }) => sum + value, 0);
    return rest > 0 ? [...marks, { value: (totals[index] ?? 0) - known }] : marks;
  });
  return { series, rows, per: unit === "3 hours" ? "per 3 hours" : `per ${unit}` };
}

/** The rows of a chart over time. */
export const rowsOf = (
  scope: Scope,
  units: readonly Span[],
  unit: Unit,
  marksOf: (index: number, link: ReturnType<typeof during>) => readonly Mark[],
): Row[] =>
  units.map((span, index) => {
    const timeZone = dayZone(scope.zone);
    const link = during(scope, span);
    const marks = marksOf(index, link);
    return {
      name: nameOfSpan(span, unit, timeZone),
      tick: tickOf(span, index, units, unit, timeZone),
      // Where there is nothing to see, there is nothing to open.
      link: marks.some(({ value }) => value) ? link : undefined,
      marks,
    };
  });

/** The number of sessions in each unit. */
export async function countInUnits(
  source: Source,
  scope: Parameters<typeof countBy>[1],
  units: readonly Span[],
  unit: Unit,
): Promise<number[]> {
  const { groups } = await countBy(source, scope, unit === "3 hours" ? "hour" : unit);
  const counts = units.map(() => 0);
  for (const { key, sessions } of groups) {
    const index = indexOf(units, Date.parse(key as string));
    counts[index] = (counts[index] ?? 0) + sessions;
  }
  return counts;
}
