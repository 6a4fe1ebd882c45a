import type { Stretch, Turn } from "./call.ts";
import { sideOf } from "./events.ts";
import type { SpokenStretch } from "./speech.ts";

/** The time of a turn may be later than its sound, in seconds. */
const TOLERANCE = 0.5;

/**
 * The turns with their ends as heard: that of the last sound of the speaker before the next turn begins. A turn
 * without sound keeps its estimated end.
 */
export function endTurns(turns: readonly Turn[], speech: readonly SpokenStretch[]): Turn[] {
  const sounds = { caller: soundsOf(speech, "caller"), agent: soundsOf(speech, "agent") };
  const position = { caller: 0, agent: 0 };
  return turns.map((turn, index) => {
    if (!turn.side) return turn;
    const own = sounds[turn.side];
    const next = turns[index + 1];
    const until = next ? next.start - TOLERANCE / 2 : Number.POSITIVE_INFINITY;
    const sameSide = next?.side === turn.side ? next.start : Number.POSITIVE_INFINITY;
    let at = position[turn.side];
    while (at < own.length && own[at]!.end <= turn.start) at++;
    let end: number | undefined;
    while (at < own.length && own[at]!.start < Math.max(until, turn.start + TOLERANCE)) {
      end = Math.min(own[at]!.end, sameSide);
      at++;
    }
    // The last sound may go on in the next turn of the same side.
    position[turn.side] = Math.max(0, at - 1);
    return end === undefined || end <= turn.start ? turn : { ...turn, end };
  });
}

const soundsOf = (speech: readonly SpokenStretch[], side: Turn["side"]): Stretch[] =>
  speech.filter(({ channel }) => sideOf(channel) === side);

/** The turn that is spoken at a time, or was spoken last. -1 before the first. */
export function turnAt(turns: readonly Stretch[], time: number): number {
  let low = 0;
  let high = turns.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (turns[middle]!.start <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
