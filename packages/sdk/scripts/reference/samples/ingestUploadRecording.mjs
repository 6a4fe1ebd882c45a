import { openAsBlob } from "node:fs";
import { SyllableSDK } from "syllable-sdk";

const sdk = new SyllableSDK();
const recording = await sdk.ingest.uploadRecording({
  sessionId: "41",
  name: "call.mp3",
  body: await openAsBlob("call.mp3", { type: "audio/mpeg" }),
  startedAt: new Date("2026-01-31T08:00:01Z"),
  channels: "user,agent",
});
console.log(recording.name, recording.state, recording.channelNames);
