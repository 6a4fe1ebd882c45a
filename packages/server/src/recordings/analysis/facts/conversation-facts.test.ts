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

  test("a mixed recording has talk and silence, but no conversation", () => {
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
