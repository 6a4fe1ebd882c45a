import { expect, test } from "vitest";
import { isRawType, rawFacts, rawTypeOfName } from "./raw-audio.js";

test.each([
  ["audio/PCMU", 16_000, 2, 1],
  ["audio/PCMA; channels=2; rate=16000", 64_000, 2, 2],
  ["audio/basic", 8_000, 1, 1],
  ["audio/x-mulaw", 8_000, 1, 1],
  ["audio/L16; channels=2; rate=44100", 176_400, 1, 2],
  ["audio/L24; rate=48000", 144_000, 1, 1],
  ["audio/G722", 16_000, 2, 1],
  ["audio/G722; rate=8000", 16_000, 2, 1],
  ["audio/G726-32", 8_000, 2, 1],
  ["audio/GSM", 33 * 50, 1, 1],
])("%s of %i bytes plays %d s on %i channels", (type, bytes, seconds, channels) => {
  expect(isRawType(type)).toBe(true);
  expect(rawFacts(type, bytes)).toEqual({ seconds, channels });
});

test.each(["audio/L16", "audio/pcm; rate=8000", "audio/G729", "audio/vox"])(
  "%s does not state the duration of its bytes",
  (type) => {
    expect(isRawType(type)).toBe(true);
    expect(rawFacts(type, 8_000)).toMatchObject({ seconds: null, reason: expect.any(String) });
  },
);

test.each([
  ["call.ulaw", "audio/PCMU"],
  ["call.AL", "audio/PCMA"],
  ["call.gsm", "audio/GSM"],
  ["call.g722", "audio/G722"],
  ["call.sln", "audio/L16; channels=1; rate=8000"],
  ["call.2.sln16", "audio/L16; channels=1; rate=16000"],
  ["call.sln44", "audio/L16; channels=1; rate=44100"],
  ["call.g726-32", "audio/G726-32"],
  ["call.mp3", undefined],
  ["ulaw", undefined],
  ["call.constructor", undefined],
])("the name %s means %s", (name, type) => {
  expect(rawTypeOfName(name)).toBe(type);
});
