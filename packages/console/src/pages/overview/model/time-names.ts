import { withShortMonth } from "../../../text/times.ts";
import type { Span, Unit } from "./time-units.ts";

const CLOCK = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
const DAY = { day: "numeric", month: "short" } as const;
const FORMATS = {
  clock: CLOCK,
  hour: { hour: "2-digit", hourCycle: "h23" },
  weekday: { weekday: "short", day: "numeric" },
  day: DAY,
  month: { month: "short" },
  monthOfYear: { month: "short", year: "numeric" },
  time: { weekday: "short", ...DAY, ...CLOCK },
  longDay: { weekday: "short", ...DAY, year: "numeric" },
  longMonth: { month: "long", year: "numeric" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

const made = new Map<string, Intl.DateTimeFormat>();

/** Formatters are expensive, so each is created once. */
function format(kind: keyof typeof FORMATS, timeZone: string): Intl.DateTimeFormat {
  const key = `${kind} ${timeZone}`;
  const found = made.get(key) ?? new Intl.DateTimeFormat("en-GB", { ...FORMATS[kind], timeZone });
  made.set(key, found);
  return found;
}

/** A span in full: `Tue 17 Nov, 09:00 – 12:00`, `Tue, 17 Nov 2026` or `November 2026`. */
export function nameOfSpan({ start, end }: Span, unit: Unit, timeZone: string): string {
  const last = end - 1;
  if (unit === "month") return format("longMonth", timeZone).format(start);
  if (unit === "day" || unit === "week") {
    return withShortMonth(format("longDay", timeZone).formatRange(start, last));
  }
  const [from, until] = [start, end].map((time) => format("clock", timeZone).format(time));
  return withShortMonth(
    `${format("time", timeZone)
      .format(start)
      .replace(/,? \S+$/, "")}, ${from} – ${until}`,
  );
}

/** The label of a unit on the axis: the days among hours, otherwise the unit itself. */
export function tickOf(
  span: Span,
  index: number,
  units: readonly Span[],
  unit: Unit,
  timeZone: string,
) {
  const text = (kind: keyof typeof FORMATS, at = span.start) =>
    withShortMonth(format(kind, timeZone).format(at));
  const before = units[index - 1];
  const isNew = (kind: keyof typeof FORMATS) => !before || text(kind) !== text(kind, before.start);
  switch (unit) {
    case "hour":
      return isNew("day") && units.length > 24 ? text("weekday") : text("hour");
    case "3 hours":
      return isNew("day") ? text("weekday") : undefined;
    case "day":
      return units.length <= 14 ? text("weekday") : text("day");
    case "week":
      return text("day");
    case "month":
      return text(isNew("monthOfYear") && text("month") === "Jan" ? "monthOfYear" : "month");
  }
}
