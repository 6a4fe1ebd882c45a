/** Conversations with known times, and faults of their recordings. */

interface Segment {
  readonly startMs: number;
  readonly endMs: number;
}

type Speaker = "user" | "agent";

interface SpokenTurn {
  readonly speaker: Speaker;
  readonly startMs: number;
}

/** What is heard in a recording, in milliseconds from its start. */
export interface Conversation {
  readonly user: readonly Segment[];
  readonly agent: readonly Segment[];
  readonly turns: readonly SpokenTurn[];
  readonly durationMs: number;
}

export interface ConversationOptions {
  readonly turns?: number;
  /** The longest pause before a turn. Default: 1500. */
  readonly pauseMs?: number;
}

export type Random = () => number;

/** A pseudo-random generator (mulberry32): equal seeds give equal numbers, from 0 to 1. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}

const between = (random: Random, from: number, until: number): number =>
  Math.round(from + random() * (until - from));

/** User and agent take turns, with phrases, pauses, overlaps and back-channels. In the middle is a pause of 4 seconds. */
export function makeConversation(
  random: Random,
  { turns: count = 24, pauseMs = 1_500 }: ConversationOptions = {},
): Conversation {
  const speech = { user: [] as Segment[], agent: [] as Segment[] };
  const turns: SpokenTurn[] = [];
  let now = between(random, 500, 2_500);
  for (let index = 0; index < count; index++) {
    const speaker = index % 2 === 0 ? "agent" : "user";
    const other = speaker === "agent" ? "user" : "agent";
    turns.push({ speaker, startMs: now });
    for (let phrase = between(random, 1, 3); phrase > 0; phrase--) {
      const endMs = now + between(random, 700, 3_500);
      speech[speaker].push({ startMs: now, endMs });
      // A back-channel, which has no turn.
      const free = speech[other].at(-1)?.endMs ?? 0;
      if (endMs - now > 2_000 && free + 400 < now && random() < 0.2) {
        speech[other].push({ startMs: now + 800, endMs: now + between(random, 1_050, 1_250) });
      }
      now = endMs + between(random, 320, 800);
    }
    const end = speech[speaker].at(-1)!.endMs;
    const isOverlap = random() < 0.1 && (speech[other].at(-1)?.endMs ?? 0) < end - 1_200;
    now = isOverlap ? end - 400 : end + between(random, 150, pauseMs);
    if (index === Math.floor(count / 2)) now = end + 4_000;
  }
  const lastMs = Math.max(speech.user.at(-1)?.endMs ?? 0, speech.agent.at(-1)?.endMs ?? 0);
  return { ...speech, turns, durationMs: lastMs + between(random, 300, 1_500) };
}

/** Applies a change of times to all segments. `map` must be monotonic. Segments without a duration are left out. */
function mapSound(conversation: Conversation, map: (ms: number) => number): Conversation {
  const mapAll = (segments: readonly Segment[]) =>
    segments
      .map(({ startMs, endMs }) => ({ startMs: map(startMs), endMs: map(endMs) }))
      .filter(({ startMs, endMs }) => endMs > startMs);
  return {
    ...conversation,
    user: mapAll(conversation.user),
    agent: mapAll(conversation.agent),
    durationMs: map(conversation.durationMs),
  };
}

/** The sound runs faster than the transcript by this factor. */
export const drifted = (conversation: Conversation, rate: number): Conversation =>
  mapSound(conversation, (ms) => ms / rate);

/** The silence of 4 seconds in the middle. */
export function middleSilence({ user, agent, durationMs }: Conversation): Segment {
  const speech = [...user, ...agent].sort((one, other) => one.startMs - other.startMs);
  let endMs = 0;
  let longest = { startMs: 0, endMs: 0 };
  for (const segment of [...speech, { startMs: durationMs, endMs: durationMs }]) {
    if (segment.startMs - endMs > longest.endMs - longest.startMs) {
      longest = { startMs: endMs, endMs: segment.startMs };
    }
    endMs = Math.max(endMs, segment.endMs);
  }
  return longest;
}

/** Some of the silence in the middle was removed. */
export function withoutSilence(conversation: Conversation, removedMs: number): Conversation {
  const { endMs } = middleSilence(conversation);
  return mapSound(conversation, (ms) =>
    ms >= endMs ? ms - removedMs : Math.min(ms, endMs - removedMs),
  );
}

/** The sound ends at this moment. */
export const cutAt = (conversation: Conversation, ms: number): Conversation =>
  mapSound(conversation, (at) => Math.min(at, ms));

/** A channel has no sound from this moment on. */
export const deadFrom = (
  conversation: Conversation,
  speaker: Speaker,
  ms: number,
): Conversation => ({
  ...conversation,
  [speaker]: conversation[speaker]
    .map(({ startMs, endMs }) => ({ startMs, endMs: Math.min(endMs, ms) }))
    .filter(({ startMs, endMs }) => endMs > startMs),
});

export interface TranscriptOptions {
  /** Turn times deviate by up to this. Default: 300. */
  readonly jitterMs?: number;
  /** The share of turns that are missing. Default: 0.1. */
  readonly missing?: number;
  readonly wholeSeconds?: boolean;
}

/** The transcript of a conversation whose recording starts at `startMs`, in milliseconds since 1970. */
export function transcriptOf(
  { turns }: Conversation,
  startMs: number,
  random: Random,
  { jitterMs = 300, missing = 0.1, wholeSeconds = false }: TranscriptOptions = {},
) {
  return turns
    .filter(() => random() >= missing)
    .map((turn) => {
      const atMs = Math.round(startMs + turn.startMs + (random() * 2 - 1) * jitterMs);
      const time = wholeSeconds ? Math.floor(atMs / 1_000) * 1_000 : atMs;
      return { timestamp: new Date(time).toISOString(), source: turn.speaker, text: "words" };
    });
}
