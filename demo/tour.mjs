/** The main job in front of the user: a page, a session, its recording URLs, the recording. */
import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { SyllableSDK } from "syllable-sdk";

const PAGE = 8;

export async function tour({ url, key, dataDir }) {
  const sdk = new SyllableSDK({ apiKeyHeader: key, serverURL: url });

  const { items, totalCount } = await sdk.sessions.list({ limit: PAGE });
  heading(
    `The newest ${items.length} of ${totalCount} sessions: sdk.sessions.list({ limit: ${PAGE} })`,
  );
  for (const session of items) console.log(summary(session));

  const heard = await newestWithRecording(sdk);
  if (!heard) {
    console.log("\nNone of the newest sessions has a recording.");
    return;
  }
  const { sessionId, recordings, expiration } = heard;
  heading(`One session: sdk.sessions.getById({ sessionId: "${sessionId}" })`);
  console.log(await sdk.sessions.getById({ sessionId }));

  heading(
    `Its recordings: sdk.sessions.generateSessionRecordingUrls({ sessionId: "${sessionId}" })`,
  );
  for (const recording of recordings) console.log(recording);
  console.log(`valid until ${expiration}`);

  const token = new URL(recordings[0]).searchParams.get("token");
  const path = join(dataDir, "demo-recording");
  heading("The recording, streamed to a file: sdk.sessions.sessionRecordingStream({ token })");
  const { bytes, sha256 } = await save(await sdk.sessions.sessionRecordingStream({ token }), path);
  console.log(`${path}\n${bytes} bytes, SHA-256 ${sha256}`);
}

const heading = (text) => console.log(`\n${text}`);

function summary({ timestamp, sessionId, channelManagerType, isOutbound, agentName, duration }) {
  return [
    timestamp.toISOString().slice(0, 16).replace("T", " "),
    sessionId,
    (channelManagerType ?? "").padEnd(5),
    isOutbound ? "out" : "in ",
    (duration === undefined ? "" : `${duration} s`).padStart(8),
    agentName,
  ].join("  ");
}

async function newestWithRecording(sdk) {
  const { items } = await sdk.sessions.list({ limit: 25 });
  for (const { sessionId } of items) {
    const found = await sdk.sessions.generateSessionRecordingUrls({ sessionId });
    if (found.recordings?.length) return { ...found, sessionId };
  }
  return undefined;
}

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
