import { SyllableSDK } from "syllable-sdk";

const sdk = new SyllableSDK();
const { recordings } = await sdk.sessions.audio.getById({ sessionId: "42" });
for (const { name, durationMs, responseGaps } of recordings) {
  console.log(name, durationMs, "ms,", responseGaps.length, "responses");
}
