import { SyllableSDK } from "syllable-sdk";

const sdk = new SyllableSDK();
const { recordings } = await sdk.sessions.generateSessionRecordingUrls({ sessionId: "42" });
console.log(recordings.length, "recording");
console.log(new URL(recordings[0]).pathname);
