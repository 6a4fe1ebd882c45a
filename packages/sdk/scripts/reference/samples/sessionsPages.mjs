import { SyllableSDK } from "syllable-sdk";

const sdk = new SyllableSDK();
const filter = { searchFields: ["agent_name"], searchFieldValues: ["front"], limit: 1 };
let cursor;
for await (const page of sdk.sessions.pages(filter)) {
  console.log(page.items.length, "session");
  cursor = page.cursor;
  break;
}

// Later, perhaps in another process:
for await (const page of sdk.sessions.pages(filter, { cursor })) {
  console.log("then", page.items[0].sessionId);
}
