// Lists the sessions of an agent with a standalone function, which returns a result instead of throwing.
// Run: node examples/list-sessions.mjs [agent name]
import { SyllableSDKCore } from "syllable-sdk/core.js";
import { sessionsList } from "syllable-sdk/funcs/sessionsList.js";

const client = new SyllableSDKCore();
const agentName = process.argv[2] ?? "desk";
const result = await sessionsList(client, {
  searchFields: ["agent_name"],
  searchFieldValues: [agentName],
  startDatetime: "2026-01-01",
  limit: 10,
});
if (result.ok) {
  console.log(result.value.totalCount, "sessions of", agentName);
  for (const { sessionId, timestamp } of result.value.items) {
    console.log(sessionId, timestamp.toISOString());
  }
} else {
  console.error(result.error.message);
}
