import { SyllableSDK } from "syllable-sdk";

const sdk = new SyllableSDK();
const { agentName, timestamp, duration } = await sdk.sessions.getById({ sessionId: "42" });
console.log(agentName, timestamp.toISOString(), duration, "seconds");
