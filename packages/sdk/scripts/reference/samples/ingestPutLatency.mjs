import { SyllableSDK } from "syllable-sdk";

const sdk = new SyllableSDK();
const { timeline } = await sdk.ingest.putLatency({
  sessionId: "41",
  timeline: [
    {
      timestamp: new Date("2026-01-31T08:00:02.300Z"),
      measurementStart: new Date("2026-01-31T08:00:02Z"),
      category: "tts",
      label: "reply",
      unitType: "milliseconds",
      value: 300,
    },
  ],
});
console.log(timeline[0].valueStr, timeline[0].timeDelta);
