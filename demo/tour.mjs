/** A short tour of the SDK: a page of sessions, then one session with its parts and its recording. */
import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { SyllableSDK } from "syllable-sdk";

const LIMIT = 8;
const TURNS = 4;
const EVENTS = 12;

export async function tour({ url, key, dataDir }) {
  const sdk = new SyllableSDK({ apiKeyHeader: key, serverURL: url });

  const { items, totalCount } = await sdk.sessions.list({ limit: LIMIT });
  heading(
    `The latest ${items.length} of ${totalCount} sessions: sdk.sessions.list({ limit: ${LIMIT} })`,
  );
  for (const session of items) console.log(lineOf(session));

  const recorded = await latestWithRecording(sdk);
  if (!recorded) {
    console.log("\nNone of the latest sessions has a recording.");
    return;
  }
  const { sessionId, recordings, expiration } = recorded;
  heading(`A session: sdk.sessions.getById({ sessionId: "${sessionId}" })`);
  console.log(await sdk.sessions.getById({ sessionId }));

  await showTranscript(sdk, sessionId);
  await showTimeline(sdk, sessionId);

  heading(
    `URLs of its recordings: sdk.sessions.generateSessionRecordingUrls({ sessionId: "${sessionId}" })`,
  );
  for (const recording of recordings) console.log(recording);
  console.log(`valid until ${expiration}`);

  const token = new URL(recordings[0]).searchParams.get("token");
  const path = join(dataDir, "demo-recording");
  heading("A recording, saved to a file: sdk.sessions.sessionRecordingStream({ token })");
  const stream = await sdk.sessions.sessionRecordingStream({ token });
  const { bytes, sha256 } = await save(stream, path);
  console.log(`${path}\n${bytes} bytes, SHA-256 ${sha256}`);
}

const heading = (text) => console.log(`\n${text}`);

function lineOf({ timestamp, sessionId, channelManagerType, isOutbound, agentName, duration }) {
  return [
    timestamp.toISOString().slice(0, 16).replace("T", " "),
    sessionId,
    (channelManagerType ?? "").padEnd(5),
    isOutbound ? "out" : "in ",
    (duration === undefined ? "" : `${duration} s`).padStart(8),
    agentName,
  ].join("  ");
}

async function showTranscript(sdk, sessionId) {
  const { transcription } = await sdk.sessions.transcript.getById({ sessionId });
  heading(
    `Its transcript, turns 1 to ${Math.min(TURNS, transcription.length)} of ${transcription.length}: sdk.sessions.transcript.getById({ sessionId: "${sessionId}" })`,
  );
  for (const { source, text } of transcription.slice(0, TURNS)) {
    console.log(`${`${source}:`.padEnd(7)} ${text}`);
  }
}

async function showTimeline(sdk, sessionId) {
  const { events } = await sdk.sessions.timeline.getById({ sessionId });
  heading(
    `Its timeline, events 1 to ${Math.min(EVENTS, events.length)} of ${events.length}: sdk.sessions.timeline.getById({ sessionId: "${sessionId}" })`,
  );
  for (const event of events.slice(0, EVENTS)) {
    const { offset, kind, source, category, label, text, durationMs } = event;
    const took = durationMs === undefined ? "" : `${Math.round(durationMs)} ms`;
    const what = text ? `${source}: ${text}` : [category, label].filter(Boolean).join(" ");
    console.log([offset, kind.padEnd(10), took.padStart(7), what].join("  "));
  }
}

async function latestWithRecording(sdk) {
  const { items } = await sdk.sessions.list({ limit: 25 });
  for (const { sessionId } of items) {
    const urls = await sdk.sessions.generateSessionRecordingUrls({ sessionId });
    if (urls.recordings?.length) return { ...urls, sessionId };
  }
  return undefined;
}

/** Saves a stream to a file. Returns its size and SHA-256 checksum. */
async function save(stream, path) {
  const hash = createHash("sha256");
  let bytes = 0;
  const measure = new Transform({
    transform(chunk, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  await pipeline(Readable.fromWeb(stream), measure, createWriteStream(path));
  return { bytes, sha256: hash.digest("hex") };
}
