import { SyllableSDK } from "syllable-sdk";

const sdk = new SyllableSDK();
const sessionId = "54";
await sdk.ingest.putSession({ sessionId, timestamp: new Date("2026-02-01T13:30:00Z") });
const body = new Blob(["RIFF"], { type: "audio/wav" });
await sdk.ingest.uploadRecording({ sessionId, name: "call.wav", body });
await sdk.ingest.deleteRecording({ sessionId, name: "call.wav" });
const { recordings } = await sdk.sessions.generateSessionRecordingUrls({ sessionId });
console.log(recordings?.length, "left");
