import { SyllableSDK } from "syllable-sdk";

const sdk = new SyllableSDK();
const { events } = await sdk.sessions.timeline.getById({ sessionId: "42" });
for (const { offset, kind } of events) console.log(offset, kind);
