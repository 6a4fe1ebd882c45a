import type { Zone } from "../app/preferences.ts";

/** The zone to show a time in. An agent without a known zone has that of the viewer. */
export const zoneOf = (zone: Zone, agentZone: string | null | undefined): string =>
  zone === "utc" ? "UTC" : zone === "agent" && isZone(agentZone) ? agentZone : VIEWER;

const VIEWER = Intl.DateTimeFormat().resolvedOptions().timeZone;

const known = new Map<string, boolean>();

function isZone(name: string | null | undefined): name is string {
  if (!name) return false;
  let isKnown = known.get(name);
  if (isKnown === undefined) {
    try {
      new Intl.DateTimeFormat("en-GB", { timeZone: name });
      isKnown = true;
    } catch {
      isKnown = false;
    }
    known.set(name, isKnown);
  }
  return isKnown;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Formatters are expensive, so each is created once. */
function format(
  timeZone: string,
  kind: keyof typeof OPTIONS,
  locale: (typeof LOCALES)[number] = "en-GB",
): Intl.DateTimeFormat {
  const key = `${kind} ${locale} ${timeZone}`;
  let found = formats.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(locale, {
      ...OPTIONS[kind],
      timeZone,
      hourCycle: "h23",
    });
    formats.set(key, found);
  }
  return found;
}

/** Each region knows the short names of its own time zones, and writes the others as an offset. */
const LOCALES = ["en-US", "en-GB", "en-AU", "en-NZ", "en-IN", "en-ZA", "en-NG"] as const;

const CLOCK = { hour: "2-digit", minute: "2-digit", second: "2-digit" } as const;
const OPTIONS = {
  row: { day: "2-digit", month: "short", ...CLOCK },
  rowWithYear: { day: "2-digit", month: "short", year: "numeric", ...CLOCK },
  long: { weekday: "short", day: "numeric", month: "short", year: "numeric", ...CLOCK },
  iso: { year: "numeric", month: "2-digit", day: "2-digit", ...CLOCK },
  year: { year: "numeric" },
  zone: { timeZoneName: "short" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** `17 Nov 14:32:08`, with the year if it is not this one. */
export function rowTime(time: Date, timeZone: string): string {
  const year = (date: Date) => format(timeZone, "year").format(date);
  const kind = year(time) === year(new Date()) ? "row" : "rowWithYear";
  return withShortMonth(format(timeZone, kind).format(time)).replace(",", "");
}

/** `Tue 17 Nov 2026, 14:32:08`. */
export const longTime = (time: Date, timeZone: string): string =>
  withShortMonth(format(timeZone, "long").format(time))
    .replace(/^(\w+),/, "$1")
    .replace(" at ", ", ");

/** Writes September with three letters, like the other months, so that times align. Spaces are plain. */
export const withShortMonth = (text: string): string =>
  text.replace("Sept", "Sep").replace(/\s/g, " ");

/** `2026-11-17 14:32:08`, which spreadsheets read as a time. */
export function isoTime(time: Date, timeZone: string): string {
  const parts = new Map(
    format(timeZone, "iso")
      .formatToParts(time)
      .map(({ type, value }) => [type, value]),
  );
  const [year, month, day] = (["year", "month", "day"] as const).map((type) => parts.get(type));
  const [hour, minute, second] = (["hour", "minute", "second"] as const).map((type) =>
    parts.get(type),
  );
  return `${year}-${month}-${day} ${hour}:${minute}:${second}`;
}

/** The short name of a zone at a time, such as `PST`, `CET` or `GMT+9`. */
export function zoneName(timeZone: string, at: Date = new Date()): string {
  let offset: string | undefined;
  for (const locale of LOCALES) {
    const parts = format(timeZone, "zone", locale).formatToParts(at);
    const name = parts.find(({ type }) => type === "timeZoneName")?.value;
    if (name && !/^GMT./.test(name)) return name;
    offset ??= name;
  }
  return offset ?? timeZone;
}

/** The name of the zone of a column: each row of the agent's zone may have another one. */
export const columnZoneName = (zone: Zone): string =>
  zone === "agent" ? "agent’s zone" : zoneName(zone === "utc" ? "UTC" : VIEWER);

/** `3:53`, or `1:02:02` from an hour up. */
export function clock(seconds: number): string {
  const whole = Math.round(seconds);
  const pad = (value: number) => String(value).padStart(2, "0");
  const hours = Math.floor(whole / 3_600);
  const minutes = Math.floor(whole / 60) % 60;
  return hours > 0
    ? `${hours}:${pad(minutes)}:${pad(whole % 60)}`
    : `${minutes}:${pad(whole % 60)}`;
}
