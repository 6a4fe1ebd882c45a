import { SyllableSDK } from "syllable-sdk";

const sdk = new SyllableSDK();
const { items } = await sdk.sessionLabels.list({
  searchFields: ["session_id"],
  searchFieldValues: ["42"],
});
for (const { type, code, comments } of items) console.log(type, code, comments);
