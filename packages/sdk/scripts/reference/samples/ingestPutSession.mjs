import { SyllableSDK } from "syllable-sdk";

const sdk = new SyllableSDK();
const session = await sdk.ingest.putSession({
  sessionId: "50",
  timestamp: new Date("2026-02-01T09:00:00Z"),
  agentName: "Night desk",
  duration: 61.5,
});
console.log(session.sessionId, session.agentName);
