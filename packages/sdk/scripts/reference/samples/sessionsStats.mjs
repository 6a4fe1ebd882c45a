import { SyllableSDK } from "syllable-sdk";

const sdk = new SyllableSDK();
const { groups, totalCount } = await sdk.sessions.stats({
  groupBy: "day",
  timeZone: "Europe/Berlin",
});
for (const { key, sessions, durationSeconds } of groups)
  console.log(key, sessions, durationSeconds);
console.log(totalCount, "in total");
