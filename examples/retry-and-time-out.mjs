// Retries failed requests and limits the time of an attempt, of a whole call and of a silent stream.
// Run: node examples/retry-and-time-out.mjs [session id]
import { SyllableSDK } from "syllable-sdk";

const sessionId = process.argv[2] ?? "100001";
const { sessions } = new SyllableSDK({
  timeoutMs: 10_000, // one attempt, up to the end of a JSON body or the start of a stream
  retryConfig: {
    strategy: "backoff",
    backoff: { initialInterval: 200, maxInterval: 5_000, exponent: 2, maxElapsedTime: 60_000 },
    retryConnectionErrors: true,
  },
});
const signal = AbortSignal.timeout(60_000); // the call with all its attempts and waits
const { recordings } = await sessions.generateSessionRecordingUrls({ sessionId }, { signal });
const token = new URL(recordings?.[0] ?? "").searchParams.get("token") ?? "";
const idleTimeoutMs = 15_000; // the time without a byte between two chunks of the stream
const stream = await sessions.sessionRecordingStream({ token }, { idleTimeoutMs });
console.log((await new Response(stream).blob()).size, "bytes");
