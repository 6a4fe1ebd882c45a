import {
  type Conversation,
  cutAt,
  deadFrom,
  drifted,
  makeConversation,
  middleSilence,
  type Random,
  randomOf,
  type TranscriptOptions,
  transcriptOf,
  withoutSilence,
} from "syllable-test-support/conversation";
import { describe, expect, test } from "vitest";
import { audioFactsOf, placeRecordings } from "./audio-facts.js";
import { turnsOf } from "./turns.js";

const SESSION_MS = Date.parse("2026-06-01T12:00:00Z");
/** How long after its session the recording starts. */
const LEAD_MS = 1_000;
const SEEDS = Array.from({ length: 8 }, (_, index) => 7_919 * (index + 1));

const channel = (segments: Conversation["user"], clippedMs = 0) => ({
  name: "",
  segments,
  rms: 0.1,
  peak: 1,
  clippedMs,
});

interface Case extends TranscriptOptions {
  readonly isStated?: boolean;
  readonly isCut?: boolean;
  readonly clippedMs?: number;
}

/** The facts of a recording of a conversation with a fault. */
function facts(
  spoken: Conversation,
  heard: Conversation,
  random: Random,
  { isStated = true, isCut = false, clippedMs, ...options }: Case = {},
) {
  const turns = turnsOf(transcriptOf(spoken, SESSION_MS + LEAD_MS, random, options));
  const session = { startMs: SESSION_MS, durationMs: spoken.durationMs + LEAD_MS, turns };
  const channels = [channel(heard.user), channel(heard.agent, clippedMs)];
  const stated = isStated ? { startMs: SESSION_MS + LEAD_MS, names: ["user", "agent"] } : {};
  const sound = { channels, durationMs: heard.durationMs };
  const recording = { name: "call", sound, stated, isCut };
  return audioFactsOf("1", session, placeRecordings(session, [recording])).recordings[0]!;
}

const CASES: [string, Case][] = [
  ["turn times that deviate by up to 300 ms", {}],
  ["turn times in whole seconds", { wholeSeconds: true, jitterMs: 100 }],
  ["a third of the turns missing", { missing: 0.33 }],
  ["neither start nor channel names stated", { isStated: false }],
];

describe.each(CASES)("with %s,", (_title, options) => {
  const each = (check: (spoken: Conversation, random: Random) => void) => {
    for (const seed of SEEDS) {
      const random = randomOf(seed);
      check(makeConversation(random), random);
    }
  };
  const findings = (spoken: Conversation, heard: Conversation, random: Random) =>
    facts(spoken, heard, random, options).findings;

  test("a clean recording has no finding, and its place is found", () => {
    each((spoken, random) => {
      const recording = facts(spoken, spoken, random, options);
      expect(recording.findings).toEqual([]);
      expect(recording.channels.map(({ name }) => name)).toEqual(["user", "agent"]);
      const error = Date.parse(recording.started_at) - SESSION_MS - LEAD_MS;
      expect(Math.abs(error)).toBeLessThan(300);
    });
  });

  test.each([1.02, 0.98, 1.1, 0.9])("a drift by the factor %d is found", (rate) => {
    each((spoken, random) => {
      const found = findings(spoken, drifted(spoken, rate), random);
      expect(found.map(({ kind }) => kind)).toEqual(["drift"]);
      const [, percent, direction] = /runs ([\d.]+) % (faster|slower)/.exec(found[0]!.detail)!;
      expect(Math.abs(Number(percent) - Math.abs(rate - 1) * 100)).toBeLessThan(0.8);
      expect(direction).toBe(rate > 1 ? "faster" : "slower");
      expect(found[0]!.end_ms! - found[0]!.start_ms!).toBeGreaterThan(spoken.durationMs / 2);
    });
  });

  test("three seconds of removed silence are found where they were", () => {
    each((spoken, random) => {
      const silence = middleSilence(spoken);
      const found = findings(spoken, withoutSilence(spoken, 3_000), random);
      expect(found.map(({ kind }) => kind)).toEqual(["gap"]);
      const [, seconds] = /About ([\d.]+) s of sound is missing/.exec(found[0]!.detail)!;
      expect(Math.abs(Number(seconds) - 3)).toBeLessThan(0.6);
      expect(found[0]!.start_ms!).toBeLessThanOrEqual(silence.endMs - 3_000);
      expect(found[0]!.end_ms!).toBeGreaterThanOrEqual(silence.startMs);
    });
  });

  test("a channel that is dead throughout or goes dead is found", () => {
    each((spoken, random) => {
      for (const fromMs of [0, Math.round(spoken.durationMs / 2)]) {
        const heard = deadFrom(spoken, "agent", fromMs);
        const found = findings(spoken, heard, random);
        expect(found.map(({ kind }) => kind)).toEqual(["dead_channel"]);
        expect(found[0]).toMatchObject({
          channel: "agent",
          start_ms: heard.agent.at(-1)?.endMs ?? 0,
          end_ms: spoken.durationMs,
        });
      }
    });
  });

  test("a recording that ends early is found", () => {
    each((spoken, random) => {
      const { startMs, endMs } = spoken.agent.findLast(
        (segment) => segment.endMs < spoken.durationMs * 0.7,
      )!;
      const atMs = Math.round((startMs + endMs) / 2);
      const found = findings(spoken, cutAt(spoken, atMs), random);
      expect(found.map(({ kind }) => kind)).toEqual(["length", "cut"]);
      for (const { start_ms } of found) expect(start_ms).toBe(atMs);
    });
  });
});

describe("a recording", () => {
  const random = randomOf(1);
  const spoken = makeConversation(random);
  const kinds = (options: Case, heard = spoken) =>
    facts(spoken, heard, random, options).findings.map(({ kind }) => kind);

  test("whose bytes end early is cut", () => {
    expect(kinds({ isCut: true })).toEqual(["cut"]);
  });

  test("with audible clipping has a finding, and one with less has none", () => {
    expect(kinds({ clippedMs: 2_000 })).toEqual(["clipping"]);
    expect(kinds({ clippedMs: 90 })).toEqual([]);
  });

  test("that is longer than its session has a finding at its end", () => {
    const heard = { ...spoken, durationMs: spoken.durationMs + 30_000 };
    const { findings } = facts(spoken, heard, random);
    expect(findings).toEqual([
      {
        kind: "length",
        start_ms: spoken.durationMs + LEAD_MS,
        end_ms: spoken.durationMs + 30_000,
        detail: "The recording is 29.0 s longer than the session.",
      },
    ]);
  });

  test("whose stated start is wrong has a finding about its offset", () => {
    const turns = turnsOf(transcriptOf(spoken, SESSION_MS + 5_000, random));
    const session = { startMs: SESSION_MS, durationMs: undefined, turns };
    const sound = {
      channels: [channel(spoken.user), channel(spoken.agent)],
      durationMs: spoken.durationMs,
    };
    const stated = { startMs: SESSION_MS, names: ["user", "agent"] };
    const [recording] = audioFactsOf(
      "1",
      session,
      placeRecordings(session, [{ name: "call", sound, stated, isCut: false }]),
    ).recordings;
    expect(recording!.findings).toMatchObject([{ kind: "drift", start_ms: 0 }]);
    expect(recording!.findings[0]!.detail).toMatch(/^The sound is (4\.[89]|5\.[0-2]) s ahead of/);
    expect(recording!.started_at).toBe("2026-06-01T12:00:00.000Z");
  });

  test("of a different conversation than the transcript rarely has a drift or a gap", () => {
    const seeds = Array.from({ length: 40 }, (_, index) => index + 1);
    const misled = seeds.filter((seed) => {
      const random = randomOf(seed);
      const [one, other] = [makeConversation(random), makeConversation(random)];
      const { findings } = facts(one, { ...other, durationMs: one.durationMs }, random);
      return findings.some(({ kind }) => kind === "drift" || kind === "gap");
    });
    expect(misled.length).toBeLessThanOrEqual(4);
  });

  test("of a session without a transcript has no finding", () => {
    const session = { startMs: SESSION_MS, durationMs: undefined, turns: turnsOf([]) };
    const sound = { channels: [channel([]), channel([])], durationMs: 60_000 };
    const [recording] = audioFactsOf(
      "1",
      session,
      placeRecordings(session, [{ name: "call", sound, stated: {}, isCut: false }]),
    ).recordings;
    expect(recording).toMatchObject({
      started_at: "2026-06-01T12:00:00.000Z",
      channels: [{ name: "channel_1" }, { name: "channel_2" }],
      findings: [],
    });
  });
});
