import { SyllableSDK } from "syllable-sdk";

const sdk = new SyllableSDK();
const waveform = await sdk.sessions.recordings.getWaveform({
  sessionId: "42",
  name: "call.mp3",
  samplesPerPixel: 8_000,
});
console.log(waveform.channels, "channels,", waveform.length, "pixels");
