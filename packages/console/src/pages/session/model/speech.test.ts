import { describe, expect, it } from "vitest";
import { skipFrom } from "./skip-silence.ts";
import { isWait, silencesOf, speechOf } from "./speech.ts";
import { trackOf } from "./test-tracks.ts";

const track = trackOf({ start: 2, end: 22 });
const speech = speechOf([
  {
    track,
    speech: {
      channels: [
        {
          name: "user",
          segments: [
            { startMs: 1_000, endMs: 4_000 },
            { startMs: 15_000, endMs: 16_000 },
          ],
        },
        { name: "agent", segments: [{ startMs: 3_500, endMs: 6_000 }] },
      ],
    },
  },
]);

describe("speech", () => {
  it("lies on the axis of the session, in order of time", () => {
    expect(speech.map(({ start, end }) => [start, end])).toEqual([
      [3, 6],
      [5.5, 8],
      [17, 18],
    ]);
  });

  it("leaves silences, with who spoke before and after", () => {
    expect(silencesOf(speech, track)).toEqual([
      { start: 2, end: 3, before: undefined, after: "user" },
      { start: 8, end: 17, before: "agent", after: "user" },
      { start: 18, end: 22, before: "user", after: undefined },
    ]);
  });

  it("has no silence while one of two speaks", () => {
    const both = [
      { channel: "user", start: 0, end: 10 },
      { channel: "agent", start: 2, end: 4 },
      { channel: "agent", start: 6, end: 12 },
    ];
    expect(silencesOf(both, { start: 0, end: 12 })).toEqual([]);
  });

  it("is one silence if nobody speaks at all", () => {
    expect(silencesOf([], track)).toHaveLength(1);
  });

  it("distinguishes a wait for the agent from other silences", () => {
    const silence = { start: 1, end: 6 };
    expect(isWait({ ...silence, before: "user", after: "agent" })).toBe(true);
    expect(isWait({ ...silence, before: "agent", after: "user" })).toBe(false);
    expect(isWait({ ...silence, before: "user", after: undefined })).toBe(false);
  });
});

describe("skipping silence", () => {
  const silences = [
    { start: 8, end: 17 },
    { start: 20, end: 20.9 },
  ];

  it("goes on shortly before the speech after it", () => {
    expect(skipFrom(silences, 9)).toBeCloseTo(16.7);
  });

  it("plays the start and the end of a silence", () => {
    expect(skipFrom(silences, 8.2)).toBeUndefined();
    expect(skipFrom(silences, 16.75)).toBeUndefined();
  });

  it("plays short silences and speech", () => {
    expect(skipFrom(silences, 20.4)).toBeUndefined();
    expect(skipFrom(silences, 18)).toBeUndefined();
  });

  it("never goes back", () => {
    for (let time = 0; time < 25; time += 0.05) {
      expect(skipFrom(silences, time) ?? Number.POSITIVE_INFINITY).toBeGreaterThan(time);
    }
  });
});
