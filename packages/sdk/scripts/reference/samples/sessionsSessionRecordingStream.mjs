import { SyllableSDK } from "syllable-sdk";

const sdk = new SyllableSDK();
const { recordings } = await sdk.sessions.generateSessionRecordingUrls({ sessionId: "42" });
const token = new URL(recordings[0]).searchParams.get("token");
const stream = await sdk.sessions.sessionRecordingStream({ token }, { idleTimeoutMs: 15_000 });
const audio = await new Response(stream).blob();
console.log(audio.size > 0);
