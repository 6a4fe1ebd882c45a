import { dayZone } from "../../../filters/range.ts";
import type { Chart } from "./chart.ts";
import { rowsOf } from "./over-time.ts";
import { countBy, type Percentiles, type Scope, type Source } from "./scope.ts";
import { spanOf } from "./span.ts";
import { indexOf, unitsIn, wideUnitFor } from "./time-units.ts";

export const PERCENTILES = ["p50", "p95", "p99"] as const;

/** The percentiles of response gaps or latencies over time, in seconds. Undefined if there are none. */
export async function loadPercentiles(
  source: Source,
  scope: Scope,
  times: "responseGaps" | "latencies",
): Promise<Chart | undefined> {
  const span = await spanOf(source, scope);
  if (!span) return undefined;
  const unit = wideUnitFor(span);
  const units = unitsIn(span, unit, dayZone(scope.zone));
  const stats = await countBy(source, scope, unit, { percentiles: true });
  if (!stats[times]) return undefined;
  const inUnits: (Percentiles | null | undefined)[] = units.map(() => undefined);
  for (const group of stats.groups) {
    inUnits[indexOf(units, Date.parse(group.key as string))] = group[times];
  }
  return {
    series: PERCENTILES.map((name) => ({ name })),
    rows: rowsOf(scope, units, unit, (index) =>
      PERCENTILES.map((name) => ({ value: inUnits[index]?.[name] })),
    ),
    per: `per ${unit}`,
  };
}
