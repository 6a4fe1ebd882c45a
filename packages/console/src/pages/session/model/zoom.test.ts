import { describe, expect, it } from "vitest";
import { follow, mostZoom, zoomOf, zoomTo, zoomToStretch } from "./zoom.ts";

const all = { start: 0, end: 100 };

describe("zooming", () => {
  it("keeps the time at the pointer in its place", () => {
    const view = zoomTo(all, all, 4, 40);
    expect(zoomOf(view, all)).toBeCloseTo(4);
    expect((40 - view.start) / (view.end - view.start)).toBeCloseTo(0.4);
  });

  it("stays inside the session", () => {
    expect(zoomTo({ start: 0, end: 25 }, all, 2, 0)).toEqual({ start: 0, end: 50 });
    expect(zoomTo({ start: 75, end: 100 }, all, 2, 100)).toEqual({ start: 50, end: 100 });
    expect(zoomTo(all, all, 0.1, 50)).toEqual(all);
  });

  it("shows two seconds at the most", () => {
    const view = zoomTo(all, all, 10_000, 50);
    expect(view.end - view.start).toBeCloseTo(2);
    expect(mostZoom(all)).toBe(50);
    expect(mostZoom({ start: 0, end: 1 })).toBe(1);
  });

  it("shows a selected stretch, and two seconds around a shorter one", () => {
    expect(zoomToStretch({ start: 20, end: 40 }, all)).toEqual({ start: 20, end: 40 });
    expect(zoomToStretch({ start: 50, end: 50.2 }, all)).toEqual({ start: 49.1, end: 51.1 });
  });
});

describe("following the playhead", () => {
  const view = { start: 20, end: 40 };

  it("does not move while the playhead is in view", () => {
    expect(follow(view, all, 20)).toBe(view);
    expect(follow(view, all, 40)).toBe(view);
  });

  it("moves by a page when the playhead leaves the view", () => {
    expect(follow(view, all, 41)).toEqual({ start: 40, end: 60 });
    expect(follow(view, all, 99)).toEqual({ start: 80, end: 100 });
  });
});
