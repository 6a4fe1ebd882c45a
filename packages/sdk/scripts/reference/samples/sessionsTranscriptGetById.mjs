import { SyllableSDK } from "syllable-sdk";

const sdk = new SyllableSDK();
const { transcription } = await sdk.sessions.transcript.getById({ sessionId: "42" });
for (const { source, text } of transcription) console.log(`${source}: ${text}`);
