import type { AnalysisProgress } from "syllable-server";
import { expect, test } from "vitest";
import { progressText, summaryOf } from "./progress-line.js";

const SECOND_MS = 1_000;
const NONE = { ready: 0, unsupported: 0, failed: 0, others: 0, isWaiting: false };
const of = (total: number, left: number, counts: Partial<AnalysisProgress>): AnalysisProgress => ({
  total,
  left,
  ...NONE,
  ...counts,
});

test.each<[AnalysisProgress, seconds: number, text: string]>([
  [of(340, 340, {}), 5, "analysed 0 of 340"],
  [
    of(340, 328, { ready: 8, unsupported: 3, failed: 1 }),
    4,
    "analysed 12 of 340, 3 unsupported, 1 failed; 2 min left",
  ],
  [of(3, 1, { ready: 2 }), 60, "analysed 2 of 3; less than 1 min left"],
  [
    of(1_000, 900, { ready: 60, others: 40 }),
    1_000,
    "analysed 100 of 1000, 40 by other processes; 3 h left",
  ],
  [
    of(2, 1, { ready: 1, isWaiting: true }),
    9,
    "analysed 1 of 2; waiting for other processes to analyse the rest",
  ],
  [of(2, 0, { ready: 2 }), 9, "analysed 2 of 2"],
])("%j after %i s", (progress, seconds, text) => {
  expect(progressText(progress, seconds * SECOND_MS)).toBe(text);
});

test.each<[AnalysisProgress, text: string]>([
  [of(0, 0, {}), "no recordings are waiting for analysis"],
  [
    of(340, 0, { ready: 336, unsupported: 3, failed: 1 }),
    "340 analysed: 336 ready, 3 unsupported, 1 failed",
  ],
  [
    of(3, 0, { ready: 1, others: 2 }),
    "3 analysed: 1 ready, 0 unsupported, 0 failed, 2 by other processes",
  ],
])("the summary of %j", (progress, text) => {
  expect(summaryOf(progress)).toBe(text);
});
