// Saves a recording to a file. After an interruption, the next run resumes the download.
// Run: node examples/save-recording.mjs [session id] [file]
import { SyllableSDK } from "syllable-sdk";
import { saveRecording } from "syllable-sdk/node";

const [sessionId = "100001", file = "call.mp3"] = process.argv.slice(2);
const { bytes, type, sha256 } = await saveRecording(new SyllableSDK(), { sessionId }, file, {
  onProgress: ({ bytes, total }) => console.log(bytes, "of", total, "bytes"),
});
console.log("saved", bytes, "bytes of", type, "with SHA-256", sha256);
