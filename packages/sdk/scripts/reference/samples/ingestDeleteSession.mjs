import { SyllableSDK } from "syllable-sdk";

const sdk = new SyllableSDK();
await sdk.ingest.putSession({ sessionId: "53", timestamp: new Date("2026-02-01T13:00:00Z") });
await sdk.ingest.deleteSession({ sessionId: "53" });
const { totalCount } = await sdk.sessions.list({
  searchFields: ["session_id"],
  searchFieldValues: ["53"],
});
console.log(totalCount, "left");
