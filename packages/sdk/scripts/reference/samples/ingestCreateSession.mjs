import { SyllableSDK } from "syllable-sdk";

const sdk = new SyllableSDK();
const session = await sdk.ingest.createSession({
  timestamp: new Date("2026-02-01T10:00:00Z"),
  agentName: "Night desk",
});
console.log(typeof session.sessionId, session.agentName);
