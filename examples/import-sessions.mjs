// Imports sessions from an async generator and prints the result of each one.
// Run: node examples/import-sessions.mjs (needs a key of scope write)
import { SyllableSDK } from "syllable-sdk";

async function* generateSessions() {
  const timestamp = new Date("2026-01-31T09:00:00Z");
  for (let id = 900_001; id <= 900_003; id++) {
    yield { sessionId: `${id}`, timestamp, agentName: "Front desk", duration: 61.5 };
  }
}

// Sessions are generated only as fast as their results are read.
const { ingest } = new SyllableSDK();
for await (const { line, status, detail } of ingest.importSessions(generateSessions())) {
  console.log(line, status, detail ?? "");
}
