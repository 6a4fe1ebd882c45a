import { SyllableSDK } from "syllable-sdk";

const sdk = new SyllableSDK();
const { timeline, summary } = await sdk.sessions.latency.getById({ sessionId: "42" });
for (const { category, label, valueStr } of timeline) console.log(category, label, valueStr);
console.log(summary[0].averageMs, "ms on average");
