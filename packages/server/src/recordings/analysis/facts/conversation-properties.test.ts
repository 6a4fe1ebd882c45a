import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { interruptionsOf } from "./interruptions.js";
import { responseGapsOf } from "./response-gaps.js";
import { silenceOf } from "./silence.js";
import type { RecordingSound } from "./sound.js";
import { talkOf } from "./talk.js";
import { talkOverOf } from "./talk-over.js";

type Pair = readonly [startMs: number, endMs: number];

const channel = (name: string, pairs: readonly Pair[]) => ({
  name,
  segments: pairs.map(([startMs, endMs]) => ({ startMs, endMs })),
  rms: 0.1,
  peak: 1,
  clippedMs: 0,
});

const call = (user: readonly Pair[], agent: readonly Pair[], durationMs: number) => ({
  channels: [channel("user", user), channel("agent", agent)],
  durationMs,
});

describe("of any conversation,", () => {
  const DURATION_MS = 30_000;
  const STEP_MS = 10;
  /** Lengths of pauses and of stretches, in turn. */
  const segments = fc
    .array(fc.tuple(fc.integer({ min: 30, max: 200 }), fc.integer({ min: 20, max: 400 })), {
      maxLength: 12,
    })
    .map((lengths) => {
      const pairs: Pair[] = [];
      let now = 0;
      for (const [pause, length] of lengths) {
        const startMs = now + pause * STEP_MS;
        now = startMs + length * STEP_MS;
        if (now <= DURATION_MS) pairs.push([startMs, now]);
      }
      return pairs;
    });
  const sounds = fc.tuple(segments, segments).map(([u, a]) => call(u, a, DURATION_MS));
  const isSpeech = ({ channels }: RecordingSound, index: number, ms: number) =>
    channels[index]!.segments.some(({ startMs, endMs }) => startMs <= ms && ms < endMs);
  /** How many steps of the recording meet a condition. */
  const count = (sound: RecordingSound, meets: (user: boolean, agent: boolean) => boolean) => {
    let steps = 0;
    for (let ms = 0; ms < DURATION_MS; ms += STEP_MS) {
      if (meets(isSpeech(sound, 0, ms), isSpeech(sound, 1, ms))) steps++;
    }
    return steps * STEP_MS;
  };

  test("talk and silence add up to the duration", () => {
    fc.assert(
      fc.property(sounds, (sound) => {
        const [user, agent] = talkOf(sound);
        const silence = silenceOf(sound);
        const overlap = count(sound, (one, other) => one && other);
        expect(user!.talk_ms).toBe(count(sound, (one) => one));
        expect(silence.total_ms).toBe(count(sound, (one, other) => !one && !other));
        expect(user!.talk_ms + agent!.talk_ms - overlap + silence.total_ms).toBe(DURATION_MS);
        expect(silence.longest_ms).toBeLessThanOrEqual(silence.total_ms);
      }),
      { numRuns: 200 },
    );
  });

  test("talk-over has two speakers at both ends, and interruptions are talk-over", () => {
    fc.assert(
      fc.property(sounds, (sound) => {
        const places = talkOverOf(sound);
        for (const { start_ms, end_ms } of places) {
          expect(end_ms - start_ms).toBeGreaterThanOrEqual(200);
          const ends = [start_ms, end_ms].map((ms) => (ms === end_ms ? ms - STEP_MS : ms));
          // Inside a phrase, one of them may pause.
          for (const ms of ends) {
            expect(isSpeech(sound, 0, ms) || isSpeech(sound, 1, ms)).toBe(true);
          }
        }
        for (const { by, start_ms, end_ms } of interruptionsOf(sound)) {
          const place = places.find((place) => place.start_ms === start_ms)!;
          expect(place.end_ms).toBe(end_ms);
          expect(place.yielded).toBe(by === "user" ? "agent" : "user");
        }
      }),
      { numRuns: 200 },
    );
  });

  test("response gaps alternate, and end where the other begins", () => {
    fc.assert(
      fc.property(sounds, (sound) => {
        const gaps = responseGapsOf(sound);
        gaps.forEach(({ from, to, start_ms, gap_ms }, index) => {
          if (index > 0) expect(from).toBe(gaps[index - 1]!.to);
          expect(from).not.toBe(to);
          const speaker = sound.channels.find(({ name }) => name === to)!;
          const starts = speaker.segments.map(({ startMs }) => startMs);
          expect(starts).toContain(start_ms + gap_ms);
        });
      }),
      { numRuns: 200 },
    );
  });

  test("the gaps of a conversation without overlaps are its pauses", () => {
    const turns = fc.array(
      fc.tuple(
        fc.boolean(),
        fc.integer({ min: 300, max: 4_000 }),
        fc.integer({ min: 1, max: 5_000 }),
      ),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(turns, (turns) => {
        const speech = { user: [] as Pair[], agent: [] as Pair[] };
        const expected: number[] = [];
        let [now, last] = [0, ""];
        for (const [isUser, pause, length] of turns) {
          const speaker = isUser ? "user" : "agent";
          const startMs = now + pause;
          if (last !== "" && last !== speaker) expected.push(pause);
          now = startMs + length;
          last = speaker;
          speech[speaker].push([startMs, now]);
        }
        const gaps = responseGapsOf(call(speech.user, speech.agent, now));
        expect(gaps.map(({ gap_ms }) => gap_ms)).toEqual(expected);
      }),
    );
  });

  test("swapping the speakers swaps the facts", () => {
    fc.assert(
      fc.property(sounds, (sound) => {
        const other = { user: "agent", agent: "user" };
        const swapped = {
          ...sound,
          channels: [...sound.channels]
            .reverse()
            .map((one) => ({ ...one, name: other[one.name as "user"] })),
        };
        const renamed = responseGapsOf(sound).map((gap) => ({
          ...gap,
          from: other[gap.from as "user"],
          to: other[gap.to as "user"],
        }));
        expect(responseGapsOf(swapped)).toEqual(renamed);
      }),
      { numRuns: 200 },
    );
  });
});
