// Finds where callers waited longest for the agent, as heard in recordings (self-hosted service).
// Run: node examples/find-slow-responses.mjs [number of newest sessions]
import { SyllableSDK } from "syllable-sdk";

const limit = Number(process.argv[2] ?? 100);
const { sessions } = new SyllableSDK();
const { items } = await sessions.list({ limit, fields: ["session_id"] });
const waits = [];
for (const { sessionId } of items) {
  if (!sessionId) continue;
  const { recordings } = await sessions.audio.getById({ sessionId });
  for (const { name, responseGaps } of recordings) {
    for (const { from, startMs, gapMs } of responseGaps) {
      if (from === "user") waits.push({ sessionId, name, startMs, gapMs });
    }
  }
}
waits.sort((a, b) => b.gapMs - a.gapMs);
for (const { sessionId, name, startMs, gapMs } of waits.slice(0, 10)) {
  const [minutes, seconds] = [startMs / 60_000, (startMs / 1_000) % 60].map((value) =>
    `${Math.floor(value)}`.padStart(2, "0"),
  );
  console.log((gapMs / 1_000).toFixed(1), "s", sessionId, name, `${minutes}:${seconds}`);
}
