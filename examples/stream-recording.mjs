// Streams a recording: gets its URLs, and reads the bytes that the token of the first URL opens.
// Run: node examples/stream-recording.mjs [session id]
import { SyllableSDK } from "syllable-sdk";

const sessionId = process.argv[2] ?? "100001";
const { sessions } = new SyllableSDK();
const { recordings } = await sessions.generateSessionRecordingUrls({ sessionId });
const token = new URL(recordings?.[0] ?? "").searchParams.get("token") ?? "";
// Fails if no byte arrives for 15 seconds. Read a stream to its end, or cancel it.
const stream = await sessions.sessionRecordingStream({ token }, { idleTimeoutMs: 15_000 });
for await (const chunk of stream) console.log(chunk.length, "bytes");
