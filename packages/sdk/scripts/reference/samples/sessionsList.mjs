import { SyllableSDK } from "syllable-sdk";

const sdk = new SyllableSDK();
const { items, totalCount } = await sdk.sessions.list({
  searchFields: ["agent_name"],
  searchFieldValues: ["front"],
  orderBy: "timestamp",
  orderByDirection: "asc",
  limit: 2,
});
for (const { sessionId, agentName } of items) console.log(sessionId, agentName);
console.log(totalCount, "in total");
