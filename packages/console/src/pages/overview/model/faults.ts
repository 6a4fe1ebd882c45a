import { dayZone } from "../../../filters/range.ts";
import type { Filter } from "../../../filters/search.ts";
import type { Chart, Mark } from "./chart.ts";
import { countInUnits, rowsOf } from "./over-time.ts";
import { countBy, narrow, type Scope, type Source, sessionsIn } from "./scope.ts";
import { spanOf } from "./span.ts";
import { unitsIn, wideUnitFor } from "./time-units.ts";

const FAULTS = [
  ["tool_errors", "Tool errors"],
  ["audio_faults", "Audio faults"],
] as const satisfies readonly (readonly [Filter, string])[];

/** The share of sessions with faults over time. Undefined if no session was examined. */
export async function loadFaults(source: Source, scope: Scope): Promise<Chart | undefined> {
  const { search, zone } = scope;
  const [span, ...examined] = await Promise.all([
    spanOf(source, scope),
    ...FAULTS.map(([filter]) => countBy(source, scope, filter)),
  ]);
  const isExamined = examined.some((counted) => counted.totalCount > sessionsIn(counted, null));
  if (!span || !isExamined) return undefined;
  const unit = wideUnitFor(span);
  const units = unitsIn(span, unit, dayZone(zone));
  const [all, ...counts] = await Promise.all([
    countInUnits(source, scope, units, unit),
    ...FAULTS.map(([filter]) =>
      countInUnits(source, { search: narrow(search, filter, "true"), zone }, units, unit),
    ),
  ]);
  return {
    series: FAULTS.map(([filter, name]) => ({ name, link: narrow(search, filter, "true") })),
    rows: rowsOf(scope, units, unit, (index, link) =>
      FAULTS.map(([filter], fault): Mark => {
        const sessions = all?.[index] ?? 0;
        const value = sessions > 0 ? (counts[fault]?.[index] ?? 0) / sessions : undefined;
        return { value, link: narrow(link, filter, "true") };
      }),
    ),
    per: `per ${unit}`,
  };
}
