import type { SessionsStats } from "syllable-sdk/models/components";
import { type Filter, type ListSearch, selectionOf } from "../../../filters/search.ts";
import { count, counted, percent, seconds } from "../../../text/numbers.ts";
import { clock } from "../../../text/times.ts";
import { periodBefore } from "./before.ts";
import { countBy, narrow, type Scope, type Source, sessionsIn } from "./scope.ts";

export interface Figure {
  readonly title: string;
  readonly value: string;
  /** The text under the value: the same number of the previous period. */
  readonly note: string;
  readonly link?: ListSearch | undefined;
}

export interface Figures {
  readonly total: number;
  readonly figures: readonly Figure[];
  /** The period of the comparison in words. */
  readonly comparedWith: string | undefined;
}

const ABSENT = "–";

/** The numbers at the top of the page, each with that of the period before. */
export async function loadFigures(
  source: Source,
  scope: Scope,
  now = Date.now(),
): Promise<Figures> {
  const before = periodBefore(scope, now);
  const [current, past] = await Promise.all([
    countAll(source, scope),
    before && countAll(source, { search: before.search, zone: scope.zone }),
  ]);
  const { label, toolErrors, audioFaults } = current;
  const total = label.totalCount;
  const search = selectionOf(scope.search);
  const figures: Figure[] = [
    {
      title: "Sessions",
      value: count(total),
      note: before && past ? growth(total, past.label.totalCount, before.name) : "",
      link: search,
    },
    timeFigure("Median duration", [current.median, past?.median], {
      text: clock,
      absent: "No durations",
      link: search,
    }),
    timeFigure("Response gap p95", [label.responseGaps?.p95, past?.label.responseGaps?.p95], {
      text: (value) => seconds(1_000 * value),
      absent: "No response gaps measured",
      link: search,
    }),
    shareFigure("Labelled BAD", [label, past?.label], {
      key: "bad",
      unknown: "none",
      absent: "No labels",
      link: narrow(search, "label", "bad"),
    }),
    faultFigure("With tool errors", "tool_errors", "No transcripts", [
      toolErrors,
      past?.toolErrors,
    ]),
    faultFigure("With audio faults", "audio_faults", "No recordings analysed", [
      audioFaults,
      past?.audioFaults,
    ]),
  ];
  return { total, figures, comparedWith: before?.text };

  function faultFigure(title: string, filter: Filter, absent: string, stats: Pair<SessionsStats>) {
    return shareFigure(title, stats, {
      key: "true",
      unknown: null,
      absent,
      link: narrow(search, filter, "true"),
    });
  }
}

type Pair<Value> = readonly [current: Value | null | undefined, before: Value | null | undefined];

async function countAll(source: Source, scope: Scope) {
  const [label, toolErrors, audioFaults, median] = await Promise.all([
    countBy(source, scope, "label", { percentiles: true }),
    countBy(source, scope, "tool_errors"),
    countBy(source, scope, "audio_faults"),
    medianDuration(source, scope),
  ]);
  return { label, toolErrors, audioFaults, median };
}

/** The duration that half of the sessions exceed, in seconds. Undefined if none has a duration. */
async function medianDuration(source: Source, scope: Scope): Promise<number | undefined> {
  const counted = await countBy(source, scope, "duration");
  const known = counted.totalCount - sessionsIn(counted, null);
  return known > 0 ? await source.longest(scope, Math.floor((known - 1) / 2)) : undefined;
}

/** `up 4.1% on the previous 7 days`. */
export function growth(current: number, before: number, name: string): string {
  if (before === 0) return current === 0 ? "" : `none in ${name}`;
  if (current === before) return `same as ${name}`;
  const change = percent(Math.abs(current - before), before);
  return `${current > before ? "up" : "down"} ${change} on ${name}`;
}

interface Wording {
  /** The note if there is no number. */
  readonly absent: string;
  readonly link: ListSearch | undefined;
}

function timeFigure(
  title: string,
  [current, before]: Pair<number>,
  { text, absent, link }: Wording & { text: (seconds: number) => string },
): Figure {
  if (current == null) return { title, value: ABSENT, note: absent };
  const note = before == null ? "" : `was ${text(before)}`;
  return { title, value: text(current), note, link };
}

function shareFigure(
  title: string,
  [current, before]: Pair<SessionsStats>,
  { key, unknown, absent, link }: Wording & { key: string; unknown: string | null },
): Figure {
  const share = (stats: SessionsStats | null | undefined) =>
    stats && stats.totalCount > sessionsIn(stats, unknown)
      ? percent(sessionsIn(stats, key), stats.totalCount)
      : undefined;
  const value = share(current);
  if (!current || value === undefined) return { title, value: ABSENT, note: absent };
  const sessions = counted(sessionsIn(current, key), "session");
  const past = share(before);
  return {
    title,
    value,
    note: [sessions, past && `was ${past}`].filter(Boolean).join(" · "),
    link,
  };
}
