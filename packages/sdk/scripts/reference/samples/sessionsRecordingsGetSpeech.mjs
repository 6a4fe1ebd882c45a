import { SyllableSDK } from "syllable-sdk";

const sdk = new SyllableSDK();
const { channels } = await sdk.sessions.recordings.getSpeech({
  sessionId: "42",
  name: "call.mp3",
});
for (const { name, segments } of channels) console.log(name, segments.length, "segments");
