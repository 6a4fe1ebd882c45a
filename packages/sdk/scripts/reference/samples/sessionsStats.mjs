import { SyllableSDK } from "syllable-sdk";

const sdk = new SyllableSDK();
const { groups, totalCount } = await sdk.sessions.stats({
  groupBy: "day",
  timeZone: "Europe/Berlin",
  endDatetime: "2026-02-01T00:00:00+01:00",
});
for (const { key, sessions, durationSeconds } of groups)
  console.log(key, sessions, durationSeconds);
console.log(totalCount, "in total");
