import { makeConversation, randomOf, transcriptOf } from "syllable-test-support/conversation";
import { duringTests } from "syllable-test-support/during-tests";
import { expect, test } from "vitest";
import { PartWorkers } from "../../transcripts/part-workers.js";
import { Placer } from "./placer.js";

const START = Date.parse("2026-01-31T09:00:00Z");
const random = randomOf(3);
const { user, agent, durationMs, ...conversation } = makeConversation(random);
const channelOf = (speech: typeof user) => ({ speech, rms: 0.1, peak: 0.5, clippedMs: 0 });
const recording = {
  name: "call",
  stated: {},
  audio: JSON.stringify({ durationMs, channels: [user, agent].map(channelOf) }),
};
const transcription = transcriptOf({ ...conversation, user, agent, durationMs }, START, random);
const transcript = Buffer.from(JSON.stringify({ transcription, actions: [] }));
const session = { startMs: START - 5_000, durationMs: undefined, transcript };

const workersWith = (taskMs: number) =>
  duringTests(async () => {
    const workers = new PartWorkers({ threads: 1, taskMs });
    return { workers, remove: () => workers.close() };
  });
const patient = workersWith(60_000);
const hasty = workersWith(1);

test("a recording is placed once for all that request it at the same time and later", async () => {
  const placer = new Placer(patient.workers);
  const [one, other] = await Promise.all([
    placer.place(1, session, recording),
    placer.place(1, session, { ...recording }),
  ]);
  expect(one).toBe(other);
  expect(await placer.place(1, session, recording)).toBe(one);
  expect(Math.abs(one.start.value - START)).toBeLessThan(200);
  expect(one.names.value).toEqual(["user", "agent"]);
});

test("a recording that takes too long to place starts with its session", async () => {
  const placer = new Placer(hasty.workers);
  const { start, names } = await placer.place(1, session, recording);
  expect(start).toEqual({ value: session.startMs, isEstimated: true, confidence: 0 });
  expect(names.value).toEqual(["channel_1", "channel_2"]);
});

test("placing ends with the service", async () => {
  const placer = new Placer(patient.workers);
  const placing = placer.place(2, session, recording);
  placer.close();
  await expect(placing).rejects.toThrow();
});
