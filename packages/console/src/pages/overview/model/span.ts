import { fromAbsolute, toCalendarDate, toZoned } from "@internationalized/date";
import { dayZone, timesOf } from "../../../filters/range.ts";
import type { Scope, Source } from "./scope.ts";
import type { Span } from "./time-units.ts";

/** The time that a search selects. Open ends are those of its sessions. Undefined if it has none. */
export async function spanOf(source: Source, scope: Scope): Promise<Span | undefined> {
  const { start, end } = timesOf(scope.search, scope.zone);
  if (start !== undefined && end !== undefined) return start < end ? { start, end } : undefined;
  const extent = await source.extent(scope);
  if (!extent) return undefined;
  const timeZone = dayZone(scope.zone);
  const [first, last] = extent.map((time) =>
    toCalendarDate(fromAbsolute(time.getTime(), timeZone)),
  );
  const startOf = (day: typeof first) => toZoned(day!, timeZone).toDate().getTime();
  return { start: start ?? startOf(first), end: end ?? startOf(last!.add({ days: 1 })) };
}
