/** Analyses files and measures their sessions as the service does, but in this process. */
import { analyse } from "../../packages/server/dist/recordings/analysis/analyse.js";
import {
  describeAudio,
  placeOnAxis,
} from "../../packages/server/dist/recordings/analysis/audio-tasks.js";

/** Analyses the bytes of a file. Throws if it has no audio. */
export async function analyseBytes(bytes, name = "call") {
  const copy = async (target, position) => bytes.copy(target, 0, position);
  const result = await analyse({ size: bytes.length, copy }, { name, type: undefined });
  if (!("audio" in result)) throw new Error(`${name}: ${result.analysisDetail}`);
  return result;
}

/**
 * The facts and the placement of the only recording of a session, of which the client stated nothing.
 * @param session when it started, how long it was, and the entries of its transcript
 */
export function measureRecording(audio, { startMs, durationMs, transcription }) {
  const transcript = Buffer.from(JSON.stringify({ transcription }));
  const session = { startMs, durationMs, transcript };
  const recording = { name: "call", stated: {}, audio: JSON.stringify(audio) };
  const placement = placeOnAxis({ session, recording });
  const recordings = [{ ...recording, placement }];
  const facts = describeAudio({ sessionId: "1", session, recordings });
  return { facts: JSON.parse(Buffer.from(facts)).recordings[0], placement };
}
