import {
  type Conversation,
  drifted,
  makeConversation,
  randomOf,
  transcriptOf,
  withoutSilence,
} from "syllable-test-support/conversation";
import { dialogues } from "syllable-test-support/dialogues";
import { describe, expect, test } from "vitest";
import { audioFactsOf, placeRecordings } from "./audio-facts.js";
import { placeRecording } from "./axis.js";
import { unionOf } from "./segments.js";
import { robustSpread, theilSenSlope } from "./theil-sen.js";
import { turnsOf } from "./turns.js";

const SESSION_MS = Date.parse("2026-06-01T12:00:00Z");
const SEEDS = [1, 2, 3, 4, 5, 6];

const channel = (segments: Conversation["user"]) => ({
  name: "",
  segments,
  rms: 0.1,
  peak: 0.5,
  clippedMs: 0,
});

/** Places a recording that starts `leadMs` after its session. */
function place(
  seed: number,
  leadMs: number,
  channelsOf: (spoken: Conversation) => Conversation["user"][],
) {
  const random = randomOf(seed);
  const spoken = makeConversation(random);
  const turns = turnsOf(transcriptOf(spoken, SESSION_MS + leadMs, random));
  const session = { startMs: SESSION_MS, durationMs: undefined, turns };
  const sound = { channels: channelsOf(spoken).map(channel), durationMs: spoken.durationMs };
  return placeRecording(sound, session, {});
}

describe.each<[string, string[], (spoken: Conversation) => Conversation["user"][]]>([
  ["user and agent", ["user", "agent"], ({ user, agent }) => [user, agent]],
  ["agent and user", ["agent", "user"], ({ user, agent }) => [agent, user]],
  ["everyone", ["mixed"], ({ user, agent }) => [[...unionOf([...user, ...agent])]]],
  ["the user alone", ["user"], ({ user }) => [user]],
  ["the agent alone", ["agent"], ({ agent }) => [agent]],
  [
    "agent, music and user",
    ["agent", "channel_2", "user"],
    ({ user, agent, durationMs }) => [agent, [{ startMs: 0, endMs: durationMs }], user],
  ],
])("a recording of %s", (_title, names, channelsOf) => {
  test.each([0, 1_000, 45_000])(
    "is placed %i ms after its session, and its channels are named",
    (leadMs) => {
      for (const seed of SEEDS) {
        const { start, names: named } = place(seed, leadMs, channelsOf);
        expect(Math.abs(start.value - SESSION_MS - leadMs)).toBeLessThan(300);
        expect(start).toMatchObject({ isEstimated: true });
        expect(start.confidence).toBeGreaterThanOrEqual(0.95);
        expect(named.value).toEqual(names);
        expect(named.confidence).toBeGreaterThanOrEqual(0.95);
      }
    },
  );
});

test("a stated start and stated names are not estimated", () => {
  const random = randomOf(1);
  const spoken = makeConversation(random);
  const turns = turnsOf(transcriptOf(spoken, SESSION_MS, random));
  const session = { startMs: SESSION_MS, durationMs: undefined, turns };
  const sound = {
    channels: [spoken.user, spoken.agent].map(channel),
    durationMs: spoken.durationMs,
  };
  const stated = { startMs: SESSION_MS + 700, names: ["user", "agent"] };
  const { start, names } = placeRecording(sound, session, stated);
  expect(start).toEqual({ value: SESSION_MS + 700, isEstimated: false, confidence: undefined });
  expect(names).toEqual({ value: stated.names, isEstimated: false, confidence: undefined });
});

test("a recording with too little speech starts with its session", () => {
  const transcript = [{ timestamp: "2026-06-01T12:00:03Z", source: "user", text: "Hello?" }];
  const session = { startMs: SESSION_MS, durationMs: undefined, turns: turnsOf(transcript) };
  const sound = { channels: [channel([{ startMs: 2_000, endMs: 3_000 }])], durationMs: 5_000 };
  const { start, names, alignment } = placeRecording(sound, session, {});
  expect(start).toEqual({ value: SESSION_MS, isEstimated: true, confidence: 0 });
  expect(names).toEqual({ value: ["mixed"], isEstimated: true, confidence: 0 });
  expect(alignment).toBeUndefined();
});

test("two legs of a session lie on one axis", () => {
  for (const seed of SEEDS) {
    const random = randomOf(seed);
    const legs = [makeConversation(random), makeConversation(random)] as const;
    const starts = [SESSION_MS, SESSION_MS + legs[0].durationMs + 20_000];
    const transcript = legs.flatMap((leg, index) => transcriptOf(leg, starts[index]!, random));
    const endMs = starts[1]! + legs[1].durationMs;
    const session = {
      startMs: SESSION_MS,
      durationMs: endMs - SESSION_MS - 20_000,
      turns: turnsOf(transcript),
    };
    const recordings = legs.map(({ user, agent, durationMs }, index) => ({
      name: `leg ${index + 1}`,
      sound: { channels: [user, agent].map(channel), durationMs },
      stated: {},
      isCut: false,
    }));
    const facts = audioFactsOf("1", session, placeRecordings(session, recordings)).recordings;
    facts.forEach(({ started_at, findings }, index) => {
      expect(Math.abs(Date.parse(started_at) - starts[index]!)).toBeLessThan(300);
      expect(findings).toEqual([]);
    });
  }
});

const timed = dialogues
  .filter(({ transcription }) => {
    const times = transcription.map(({ timestamp }) => +timestamp);
    // Evenly spaced times are not from a real clock, and do not distinguish one place from another.
    const steps = new Set(times.slice(1).map((time, index) => time - times[index]!));
    return times.length >= 10 && steps.size > 5 && times.every((time) => time % 1_000 === 0);
  })
  .slice(0, 12);

describe.skipIf(timed.length === 0)("dialogues whose times are in whole seconds", () => {
  /** A call that is spoken at the times of a dialogue. */
  function spokenAt({ start, transcription }: (typeof timed)[number], seed: number) {
    const random = randomOf(seed);
    const heard = {
      user: [] as Conversation["user"][number][],
      agent: [] as Conversation["user"][number][],
    };
    let now = 0;
    transcription.forEach(({ timestamp, source, text }, index) => {
      const startMs = Math.max(now + 50, +timestamp - +start + Math.round(random() * 999));
      const next = transcription[index + 1];
      const limit = next ? +next.timestamp - +start - startMs - 100 : 5_000;
      now = startMs + Math.max(300, Math.min(limit, 60 * (text ?? "").length));
      heard[source as "user" | "agent"].push({ startMs, endMs: now });
    });
    return { ...heard, turns: [], durationMs: now + 1_000 };
  }

  const factsOf = (
    { start, transcription }: (typeof timed)[number],
    spoken: Conversation,
    heard: Conversation,
  ) => {
    const wire = transcription.map((turn) => ({
      ...turn,
      timestamp: new Date(turn.timestamp).toISOString(),
    }));
    const session = { startMs: +start, durationMs: spoken.durationMs, turns: turnsOf(wire) };
    const sound = {
      channels: [heard.user, heard.agent].map(channel),
      durationMs: heard.durationMs,
    };
    const recording = { name: "call", sound, stated: {}, isCut: false };
    return audioFactsOf("1", session, placeRecordings(session, [recording])).recordings[0]!;
  };

  test("a clean recording has no finding, and a drift is found", () => {
    timed.forEach((dialogue, seed) => {
      const spoken = spokenAt(dialogue, seed);
      const clean = factsOf(dialogue, spoken, spoken);
      expect(clean.findings).toEqual([]);
      expect(Math.abs(Date.parse(clean.started_at) - +dialogue.start)).toBeLessThan(500);
      for (const rate of [1.02, 0.98, 1.1, 0.9]) {
        const { findings } = factsOf(dialogue, spoken, drifted(spoken, rate));
        expect(findings.map(({ kind }) => kind)).toEqual(["drift"]);
      }
    });
  });

  test("removed silence is a gap", () => {
    const missed = timed.filter((dialogue, seed) => {
      const spoken = spokenAt(dialogue, seed);
      const { findings } = factsOf(dialogue, spoken, withoutSilence(spoken, 3_000));
      return findings.map(({ kind }) => kind).join() !== "gap";
    });
    // Three seconds are hard to see among few turns in whole seconds.
    expect(missed.length).toBeLessThanOrEqual(Math.ceil(0.1 * timed.length));
  });
});

test("the slope is that of most points", () => {
  const points = Array.from({ length: 20 }, (_, x) => ({ x, y: x % 5 === 0 ? 1_000 : 3 * x + 1 }));
  expect(theilSenSlope([points])).toBeCloseTo(3, 5);
  expect(
    theilSenSlope([points.slice(1, 3), points.slice(6, 8).map(({ x, y }) => ({ x, y: y + 50 }))]),
  ).toBe(3);
  expect(theilSenSlope([[]])).toBeNaN();
  expect(robustSpread([1, 2, 3, 4, 1_000])).toBeCloseTo(1.4826, 4);
});
