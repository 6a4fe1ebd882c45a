import { SyllableSDK } from "syllable-sdk";

const sdk = new SyllableSDK();
const { items } = await sdk.sessions.recordings.list({ sessionId: "42" });
for (const { name, channelNames, analysis } of items) console.log(name, channelNames, analysis);
