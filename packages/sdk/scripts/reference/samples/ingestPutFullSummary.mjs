import { SyllableSDK } from "syllable-sdk";

const sdk = new SyllableSDK();
const { rating } = await sdk.ingest.putFullSummary({
  sessionId: "41",
  summary: "The caller hung up.",
  rating: "poor",
});
console.log(rating);
