import { readDurationRange, writeDurationRange } from "../../../filters/kinds.ts";
import type { ListSearch } from "../../../filters/search.ts";
import { clock } from "../../../text/times.ts";
import type { Chart } from "./chart.ts";
import { countBy, type Scope, type Source } from "./scope.ts";

/** The least difference between two durations, in seconds. A filter has both ends, but a group only its start. */
const LEAST = 0.000_001;

/** How many sessions took how long. */
export async function loadDurations(source: Source, scope: Scope): Promise<Chart | undefined> {
  const { groups, totalCount } = await countBy(source, scope, "duration");
  if (totalCount === 0) return undefined;
  const starts = groups.flatMap(({ key }) => (key == null ? [] : [Number(key)]));
  const without = groups.find(({ key }) => key == null)?.sessions ?? 0;
  const rows = groups.slice(0, starts.length).map(({ sessions }, index) => {
    const [start, end] = [starts[index] as number, starts[index + 1]];
    const link = withDuration(scope.search, start || undefined, end);
    return {
      name: end === undefined ? `${clock(start)} or longer` : `${clock(start)} – ${clock(end)}`,
      tick: clock(start),
      link,
      marks: [{ value: sessions, link }],
    };
  });
  if (without > 0)
    rows.push({
      name: "Unknown",
      tick: "?",
      link: undefined,
      marks: [{ value: without, link: undefined }],
    });
  return { series: [{ name: "Sessions" }], rows };
}

/** The sessions of a search with a duration from a start to before an end, in seconds. */
export function withDuration(
  search: ListSearch,
  start: number | undefined,
  end: number | undefined,
): ListSearch | undefined {
  const asked = search.duration === undefined ? {} : readDurationRange(search.duration);
  if (!asked) return undefined;
  const least = greatest(start, asked.least);
  const most = greatest(minus(end === undefined ? undefined : end - LEAST), minus(asked.most));
  return { ...search, duration: writeDurationRange({ least, most: minus(most) }) };
}

const minus = (value: number | undefined) => (value === undefined ? undefined : -value);

const greatest = (one: number | undefined, other: number | undefined) =>
  one === undefined || (other !== undefined && other > one) ? other : one;
