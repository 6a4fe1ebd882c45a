// Iterates over all sessions in order of time, several pages at once.
// Run: node examples/iterate-sessions.mjs
import { SyllableSDK } from "syllable-sdk";

const { sessions } = new SyllableSDK();
const all = sessions.iterate({ orderByDirection: "asc" }, { concurrency: 4 });
for await (const { sessionId, timestamp } of all) console.log(sessionId, timestamp.toISOString());
