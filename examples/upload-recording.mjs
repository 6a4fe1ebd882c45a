// Stores a session and uploads its recording.
// Run: node examples/upload-recording.mjs [audio file] (needs a key of scope write)
import { openAsBlob } from "node:fs";
import { SyllableSDK } from "syllable-sdk";

const file = process.argv[2] ?? "demo/recordings/100001/call.mp3";
const sessionId = "900000";
const { ingest } = new SyllableSDK();
await ingest.putSession({ sessionId, timestamp: new Date(), agentName: "Front desk" });
const body = await openAsBlob(file, { type: "audio/mpeg" });
const recording = await ingest.uploadRecording({ sessionId, name: "call.mp3", body });
console.log(recording.name, recording.state, recording.bytes, "bytes");
