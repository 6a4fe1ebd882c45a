import { supportedMimeTypes } from "file-type";
import { describe, expect, test } from "vitest";
import type { InvalidInputError } from "../errors.js";
import { chosenType, detectedType, servedType } from "./media-type.js";
import { declaredType } from "./upload-headers.js";

const errorOf = (header: string): string => {
  try {
    return `no error: ${declaredType(header)}`;
  } catch (error) {
    const [first] = (error as InvalidInputError).errors;
    return `${first?.loc.join(".")} ${first?.msg}`;
  }
};

describe("a declared media type", () => {
  test.each([
    ["audio/mpeg", "audio/mpeg"],
    ["  Audio/MPEG ", "audio/mpeg"],
    ["audio/ogg; codecs=opus", "audio/ogg; codecs=opus"],
    ["audio/ogg;CODECS=opus", "audio/ogg; codecs=opus"],
    ['audio/webm ; codecs="opus"', "audio/webm; codecs=opus"],
    ['video/mp4; codecs="avc1.42E01E, mp4a.40.2"', 'video/mp4; codecs="avc1.42E01E, mp4a.40.2"'],
    ["audio/l16;rate=8000;channels=1", "audio/L16; channels=1; rate=8000"],
    ["audio/pcma", "audio/PCMA"],
    ["audio/amr-wb; octet-align=1", "audio/AMR-WB"],
    ["audio/mpeg; charset=utf-8", "audio/mpeg"],
    ["application/ogg", "application/ogg"],
  ])("%s is stored as %s", (header, type) => {
    expect(declaredType(header)).toBe(type);
    expect(servedType(type)).toBe(type);
  });

  test.each([undefined, "", " ", "application/octet-stream", "Application/Octet-Stream; x=y"])(
    "%s means that the type is detected",
    (header) => {
      expect(declaredType(header)).toBeUndefined();
    },
  );

  test.each([
    "audio",
    "audio/",
    "/mpeg",
    "audio/mpeg;",
    "audio/mpeg;,text/html",
    "audio/mpeg, text/html",
    "audio/mpeg,text/html",
    "audio/mpeg;x=y,text/html",
    "audio/mpeg;\t,text/html",
    "audio/mpeg\ttext/html",
    "audio/mpeg\ntext/html",
    "audio/mpeg; codecs=text/html",
    "audio/mpeg;codecs",
    'audio/mpeg; codecs="a',
    "audio/mpeg text/html",
    "video/;charset=utf-8",
    "audio/<script>",
  ])("%j is rejected as malformed", (header) => {
    expect(errorOf(header)).toMatch(/^header.content-type is not a valid media type; omit/);
  });

  test.each([
    'audio/mpeg; codecs="text/html"',
    'audio/mpeg; codecs="a,"',
    'audio/mpeg; codecs="a\\"b"',
    "audio/mpeg; codecs=''",
    "audio/L16; rate=0",
    "audio/L16; rate=8k",
    "audio/L16; channels=-1",
    "audio/L16; channels=1000",
  ])("%s is rejected because of its parameter", (header) => {
    expect(errorOf(header)).toMatch(/^header.content-type has an invalid \w+ parameter/);
  });

  test.each(["audio/x+xml", "audio/html", "audio/svg+xml", "video/svg+xml", "audio/mpegurl"])(
    "%s is rejected with a list of the accepted types",
    (header) => {
      expect(errorOf(header)).toMatch(
        /media type of recordings; omit the header.* audio\/wav, .*video\/mp4/,
      );
    },
  );

  test.each(["text/html", "image/svg+xml", "application/json", "application/xhtml+xml", "a/b"])(
    "%s is rejected because it is not audio or video",
    (header) => {
      expect(errorOf(header)).toMatch(/^header.content-type must be an audio or video type/);
    },
  );
});

test("every audio and video type that detection returns is accepted", () => {
  const media = [...supportedMimeTypes].filter((type) => /^(audio|video)\//.test(type));
  expect(media.length).toBeGreaterThan(30);
  for (const type of media) expect(detectedType(type)?.toLowerCase()).toBe(type.toLowerCase());
});

test.each(["image/png", "application/pdf", "application/octet-stream", undefined])(
  "%s is not accepted if it is detected",
  (type) => {
    expect(detectedType(type)).toBeUndefined();
  },
);

test.each(["audio/mpeg;,text/html", "text/html", "audio/x+xml", "", "audio/mpeg\r\nx: y"])(
  "%j, stored by an earlier version, is served as bytes",
  (type) => {
    expect(servedType(type)).toBe("application/octet-stream");
  },
);

test.each([
  ["audio/mpeg", "audio/flac", "audio/flac"],
  ["audio/x-wav", "audio/wav", "audio/x-wav"],
  ["audio/ogg; codecs=opus", "audio/ogg", "audio/ogg; codecs=opus"],
  ["video/mp4", "audio/mp4", "audio/mp4"],
  ["audio/mpeg", undefined, "audio/mpeg"],
  ["audio/mpeg", "application/zip", "audio/mpeg"],
  [undefined, "audio/webm", "audio/webm"],
  [undefined, "application/zip", undefined],
])("of %s declared and %s found, %s is stored", (declared, found, stored) => {
  expect(chosenType(declared, found)).toBe(stored);
});
