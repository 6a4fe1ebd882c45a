import { SyllableSDK } from "syllable-sdk";

const sdk = new SyllableSDK();
const sessionId = "55";
await sdk.ingest.putSession({ sessionId, timestamp: new Date("2026-02-01T14:00:00Z") });
const body = new Blob(["RIFF"], { type: "audio/wav" });
await sdk.ingest.uploadRecording({ sessionId, name: "call.wav", body });
const recording = await sdk.sessions.recordings.update({
  sessionId,
  name: "call.wav",
  startedAt: new Date("2026-02-01T14:00:02.500Z"),
  channels: "mixed",
});
console.log(recording.startedAt?.toISOString(), recording.channelNames);
