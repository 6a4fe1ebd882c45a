import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Segment } from "../pcm.js";
import { interruptionsOf } from "./interruptions.js";
import { quantile } from "./quantiles.js";
import { responseGapsOf, summarizeGaps } from "./response-gaps.js";
import { silenceOf } from "./silence.js";
import type { RecordingSound } from "./sound.js";
import { talkOf } from "./talk.js";
import { talkOverOf } from "./talk-over.js";

type Pair = readonly [startMs: number, endMs: number];

const channel = (name: string, pairs: readonly Pair[]) => ({
  name,
  segments: pairs.map(([startMs, endMs]): Segment => ({ startMs, endMs })),
  rms: 0.1,
  peak: 1,
  clippedMs: 0,
});

const call = (user: readonly Pair[], agent: readonly Pair[], durationMs = 20_000) => ({
  channels: [channel("user", user), channel("agent", agent)],
  durationMs,
});

describe("talk and silence", () => {
  test("each channel has its talk time, its share and its levels", () => {
    const sound = call([[0, 3_000]], [[5_000, 6_000]]);
    expect(talkOf(sound)).toEqual([
      {
        name: "user",
        talk_ms: 3_000,
        talk_share: 0.75,
        rms_dbfs: -20,
        peak_dbfs: 0,
        clipped_ms: 0,
      },
      {
        name: "agent",
        talk_ms: 1_000,
        talk_share: 0.25,
        rms_dbfs: -20,
        peak_dbfs: 0,
        clipped_ms: 0,
      },
    ]);
  });

  test("digital silence has no level, and no share if nobody speaks", () => {
    const silent = { ...channel("user", []), rms: 0, peak: 0 };
    expect(talkOf({ channels: [silent], durationMs: 1_000 })).toMatchObject([
      { talk_ms: 0, talk_share: null, rms_dbfs: null, peak_dbfs: null },
    ]);
  });

  test("silence is the time in which no channel has speech", () => {
    const sound = call(
      [
        [1_000, 3_000],
        [8_000, 9_000],
      ],
      [[2_500, 4_000]],
      10_000,
    );
    expect(silenceOf(sound)).toEqual({
      total_ms: 6_000,
      longest_ms: 4_000,
      longest_start_ms: 4_000,
    });
    expect(silenceOf(call([[0, 500]], [[500, 1_000]], 1_000))).toEqual({
      total_ms: 0,
      longest_ms: 0,
      longest_start_ms: null,
    });
  });

  test("a mixed recording has talk and silence, and no conversation", () => {
    const sound = { channels: [channel("mixed", [[1_000, 4_000]])], durationMs: 5_000 };
    expect(talkOf(sound)).toMatchObject([{ talk_ms: 3_000, talk_share: null }]);
    expect(silenceOf(sound).total_ms).toBe(2_000);
    expect([talkOverOf(sound), interruptionsOf(sound), responseGapsOf(sound)]).toEqual([
      [],
      [],
      [],
    ]);
    expect(summarizeGaps([])).toEqual({
      user_to_agent: { median_ms: null, p95_ms: null },
      agent_to_user: { median_ms: null, p95_ms: null },
    });
  });

  test("of more than two channels, the conversation is that of the user and the agent", () => {
    const sound: RecordingSound = {
      channels: [
        channel("channel_1", [[0, 20_000]]),
        channel("agent", [[3_000, 4_000]]),
        channel("user", [[1_000, 2_000]]),
      ],
      durationMs: 20_000,
    };
    expect(responseGapsOf(sound)).toEqual([
      { from: "user", to: "agent", start_ms: 2_000, gap_ms: 1_000 },
    ]);
    expect(talkOverOf(sound)).toEqual([]);
    expect(silenceOf(sound).total_ms).toBe(0);
  });
});

describe("talk-over and interruptions", () => {
  const heard = (user: readonly Pair[], agent: readonly Pair[]) => {
    const sound = call(user, agent);
    return [
      talkOverOf(sound).map(({ start_ms, end_ms, yielded }) => [start_ms, end_ms, yielded]),
      interruptionsOf(sound).map(({ by, start_ms, end_ms }) => [by, start_ms, end_ms]),
    ];
  };

  test("the user interrupts the agent, and the agent yields", () => {
    expect(heard([[4_000, 8_000]], [[0, 5_000]])).toEqual([
      [[4_000, 5_000, "agent"]],
      [["user", 4_000, 5_000]],
    ]);
  });

  test("the agent interrupts the user, and the user yields", () => {
    expect(heard([[0, 5_000]], [[4_000, 8_000]])).toEqual([
      [[4_000, 5_000, "user"]],
      [["agent", 4_000, 5_000]],
    ]);
  });

  test("a back-channel during speech interrupts nobody", () => {
    expect(heard([[2_000, 2_400]], [[0, 5_000]])).toEqual([[[2_000, 2_400, "user"]], []]);
  });

  test("a back-channel into a pause interrupts nobody", () => {
    const agent: Pair[] = [
      [0, 2_000],
      [2_600, 5_000],
    ];
    expect(heard([[1_700, 2_300]], agent)).toEqual([[[1_700, 2_000, "agent"]], []]);
  });

  test("a failed attempt to interrupt is a talk-over in which the attempt yields", () => {
    expect(heard([[2_000, 3_500]], [[0, 5_000]])).toEqual([[[2_000, 3_500, "user"]], []]);
  });

  test("nobody yields or interrupts if both stop or start together", () => {
    expect(heard([[2_000, 5_050]], [[0, 5_000]])).toEqual([[[2_000, 5_000, null]], []]);
    expect(heard([[2_050, 9_000]], [[2_000, 5_000]])).toEqual([[[2_050, 5_000, "agent"]], []]);
  });

  test("an overlap of less than 200 ms is not talk-over", () => {
    expect(heard([[4_801, 8_000]], [[0, 5_000]])).toEqual([[], []]);
    expect(heard([[4_800, 8_000]], [[0, 5_000]])[0]).toHaveLength(1);
  });

  test("a pause inside a phrase does not split a talk-over", () => {
    const agent: Pair[] = [
      [0, 4_000],
      [4_200, 6_000],
    ];
    expect(heard([[3_000, 8_000]], agent)).toEqual([
      [[3_000, 6_000, "agent"]],
      [["user", 3_000, 6_000]],
    ]);
  });
});

describe("response gaps", () => {
  const gaps = (user: readonly Pair[], agent: readonly Pair[]) =>
    responseGapsOf(call(user, agent)).map(({ from, start_ms, gap_ms }) => [from, start_ms, gap_ms]);

  test("a gap lasts from the end of one side to the start of the other", () => {
    const user: Pair[] = [
      [0, 1_000],
      [1_800, 3_000],
      [8_000, 9_000],
    ];
    expect(gaps(user, [[4_200, 7_500]])).toEqual([
      ["user", 3_000, 1_200],
      ["agent", 7_500, 500],
    ]);
  });

  test("a gap is 0 if the other side began before", () => {
    expect(gaps([[4_000, 8_000]], [[0, 5_000]])).toEqual([["agent", 4_000, 0]]);
  });

  test("a back-channel during speech is not a change of speaker", () => {
    const user: Pair[] = [
      [2_000, 2_400],
      [5_600, 7_000],
    ];
    expect(gaps(user, [[0, 5_000]])).toEqual([["agent", 5_000, 600]]);
  });

  test("the summary has the median and the 95th percentile of each direction", () => {
    const gap = (gap_ms: number) => ({ from: "user", to: "agent", start_ms: 0, gap_ms });
    const summary = summarizeGaps([100, 200, 300, 400, 1_000].map(gap));
    expect(summary.user_to_agent).toEqual({ median_ms: 300, p95_ms: 880 });
    expect(summary.agent_to_user).toEqual({ median_ms: null, p95_ms: null });
  });

  test("quantiles are interpolated", () => {
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
    expect(quantile([7], 0.95)).toBe(7);
    expect(quantile([], 0.5)).toBeNaN();
  });
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
