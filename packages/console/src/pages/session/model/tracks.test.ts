import { describe, expect, it } from "vitest";
import { allLanes, lanesOf, laneTitle } from "./lanes.ts";
import { recordingOf, trackOf } from "./test-tracks.ts";
import { trackAfter, trackAt, tracksOf } from "./tracks.ts";

const start = new Date("2026-11-17T14:00:00Z");
const at = (seconds: number) => new Date(start.getTime() + seconds * 1_000);

describe("recordings on the axis", () => {
  it("lie where they started", () => {
    const tracks = tracksOf(
      [
        recordingOf({ name: "b", startedAt: at(30), startedAtConfidence: 0.9 }),
        recordingOf({ name: "a", startedAt: at(-1.5) }),
      ],
      start,
      60,
    );
    expect(tracks.map(({ name, start, end }) => [name, start, end])).toEqual([
      ["a", -1.5, 18.5],
      ["b", 30, 50],
    ]);
  });

  it("follow one another if their start is not known", () => {
    const unknown = { startedAt: start, startedAtConfidence: 0 };
    const tracks = tracksOf(
      [recordingOf({ name: "a", ...unknown }), recordingOf({ name: "b", ...unknown, seconds: 5 })],
      start,
      60,
    );
    expect(tracks.map((track) => [track.start, track.end, track.isPlaceUnknown])).toEqual([
      [0, 20, false],
      [20, 25, true],
    ]);
  });

  it("are as long as the session if their duration is not known", () => {
    expect(tracksOf([recordingOf({ seconds: null })], start, 60)[0]!.end).toBe(60);
  });

  it("leaves out recordings that can't be heard", () => {
    const recordings = [recordingOf({ state: "failed" }), recordingOf({ state: "pending" })];
    expect(tracksOf(recordings, start, 60)).toEqual([]);
  });

  it("finds the recording of a time, and the next one", () => {
    const tracks = [trackOf({ name: "a", end: 10 }), trackOf({ name: "b", start: 15, end: 30 })];
    expect(trackAt(tracks, 9.9)?.name).toBe("a");
    expect(trackAt(tracks, 10)).toBeUndefined();
    expect(trackAfter(tracks, 10)?.name).toBe("b");
    expect(trackAfter(tracks, 16)).toBeUndefined();
  });
});

describe("lanes", () => {
  it("has the caller above the agent, in any order of the channels", () => {
    expect(lanesOf({ channels: ["user", "agent"] })).toEqual(["caller", "agent"]);
    expect(lanesOf({ channels: ["agent", "user"] })).toEqual(["agent", "caller"]);
    expect(lanesOf({ channels: ["channel_1", "channel_2"] })).toEqual(["caller", "agent"]);
    expect(lanesOf({ channels: ["mixed"] })).toEqual(["mixed"]);
  });

  it("has each lane of all recordings once", () => {
    const tracks = [
      trackOf({ channels: ["agent", "user"] }),
      trackOf({ channels: ["channel_1", "channel_2"] }),
    ];
    expect(allLanes(tracks)).toEqual(["caller", "agent"]);
    expect(laneTitle("caller", tracks)).toBe("Caller");
  });

  it("has numbers for speakers that are not known", () => {
    expect(laneTitle("agent", [trackOf({ channels: ["channel_1", "channel_2"] })])).toBe(
      "Channel 2",
    );
    expect(laneTitle("agent", [])).toBe("Agent");
  });
});
