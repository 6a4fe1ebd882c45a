import { SyllableSDK } from "syllable-sdk";

const sdk = new SyllableSDK();
const { transcription } = await sdk.ingest.putTranscript({
  sessionId: "41",
  transcription: [
    { timestamp: new Date("2026-01-31T08:00:00Z"), source: "agent", text: "Hello!" },
    { timestamp: new Date("2026-01-31T08:00:02Z"), source: "user", text: "Hello." },
  ],
});
console.log(transcription.length, "turns");
