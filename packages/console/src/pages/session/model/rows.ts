import type { ToolCall, Turn } from "./call.ts";
import { sideOf } from "./events.ts";
import { soundOf } from "./findings.ts";
import { type Fault, type Heard, lengthOf } from "./heard.ts";
import { isWait, LONG_SILENCE, type Silence } from "./speech.ts";

/** What was between a turn and the one before it. */
export type Gap =
  | { readonly kind: "after" | "waited" | "over"; readonly seconds: number }
  | undefined;

export type TurnRow = {
  readonly kind: "turn";
  readonly at: number;
  readonly turn: Turn;
  readonly gap: Gap;
  readonly sound: ReturnType<typeof soundOf>;
};
export type ToolRow = { readonly kind: "tool"; readonly at: number; readonly tool: ToolCall };
export type PauseRow = { readonly kind: "pause"; readonly at: number; readonly silence: Silence };
export type Row = TurnRow | ToolRow | PauseRow;

/** The wait from which on it is written in bold, in seconds. */
const LONG_WAIT = 5;
/** The time of a turn may differ from its sound, in seconds. */
const TOLERANCE = 1.5;

/** The rows of the transcript, in order of time: turns, tool calls in their places and long pauses. */
export function rowsOf(call: {
  readonly turns: readonly Turn[];
  readonly tools: readonly ToolCall[];
  readonly silences: readonly Silence[];
  readonly heard: Heard;
  readonly dead: readonly Fault[];
}): Row[] {
  const { turns, tools, silences, heard, dead } = call;
  const rows: Row[] = [
    ...turns.map(
      (turn, index): TurnRow => ({
        kind: "turn",
        at: turn.start,
        turn,
        gap: gapBefore(turn, turns[index - 1], heard),
        sound: soundOf(turn, dead),
      }),
    ),
    ...tools.map((tool): ToolRow => ({ kind: "tool", at: tool.at, tool })),
    ...silences
      .filter((silence) => lengthOf(silence) >= LONG_SILENCE && !isWait(silence))
      .map((silence): PauseRow => ({ kind: "pause", at: silence.start, silence })),
  ];
  return rows.sort((one, other) => one.at - other.at);
}

function gapBefore(turn: Turn, before: Turn | undefined, { waits, talkOvers }: Heard): Gap {
  if (!before || !turn.side || turn.side === before.side) return undefined;
  const over = talkOvers.find(({ start }) => Math.abs(start - turn.start) <= TOLERANCE / 3);
  if (over) return { kind: "over", seconds: lengthOf(over) };
  if (turn.side !== "agent") return undefined;
  const wait = nearest(
    waits.filter(
      ({ to, end }) => sideOf(to) === "agent" && Math.abs(end - turn.start) <= TOLERANCE,
    ),
    turn.start,
  );
  const seconds = wait ? lengthOf(wait) : turn.start - before.end;
  if (seconds < 0.05) return undefined;
  return { kind: seconds >= LONG_WAIT ? "waited" : "after", seconds };
}

function nearest<Item extends { readonly end: number }>(items: readonly Item[], time: number) {
  return items.reduce<Item | undefined>(
    (best, item) => (best && Math.abs(best.end - time) <= Math.abs(item.end - time) ? best : item),
    undefined,
  );
}

/** The rows that contain a text, in any case. */
export function find(rows: readonly Row[], text: string): number[] {
  const wanted = text.trim().toLowerCase();
  if (!wanted) return [];
  return rows.flatMap((row, index) => (textOf(row).toLowerCase().includes(wanted) ? [index] : []));
}

function textOf(row: Row): string {
  if (row.kind === "turn") return row.turn.text;
  if (row.kind === "pause") return "";
  const { name, request, result, error } = row.tool;
  return [name, request, result, error].join("\n");
}
