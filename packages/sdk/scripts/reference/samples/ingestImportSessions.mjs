import { SyllableSDK } from "syllable-sdk";

const sdk = new SyllableSDK();
const sessions = [
  { sessionId: "51", timestamp: new Date("2026-02-01T11:00:00Z") },
  { sessionId: "52", timestamp: new Date("2026-02-01T12:00:00Z") },
];
for await (const { line, status, sessionId } of sdk.ingest.importSessions(sessions)) {
  console.log(line, status, sessionId);
}
