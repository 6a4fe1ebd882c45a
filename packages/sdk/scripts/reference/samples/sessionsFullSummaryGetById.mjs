import { SyllableSDK } from "syllable-sdk";

const sdk = new SyllableSDK();
const { summary, rating } = await sdk.sessions.fullSummary.getById({ sessionId: "42" });
console.log(rating, "-", summary);
