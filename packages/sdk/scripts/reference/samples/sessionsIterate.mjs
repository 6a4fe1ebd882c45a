import { SyllableSDK } from "syllable-sdk";

const sdk = new SyllableSDK();
const filter = { searchFields: ["agent_name"], searchFieldValues: ["front"] };
for await (const { sessionId } of sdk.sessions.iterate(filter)) console.log(sessionId);
