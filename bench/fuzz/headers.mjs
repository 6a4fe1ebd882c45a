/** Headers of requests, with valid and invalid values. */
import fc from "fast-check";
import { HOSTILE_HOSTS } from "../hostile/hosts.mjs";
import { HOSTILE_MEDIA_TYPES } from "../hostile/media-types.mjs";
import { sometimes } from "./arbitraries.mjs";

/** Characters that a header may have, meaningful or not. */
export const headerText = fc
  .string({
    unit: fc
      .oneof(fc.integer({ min: 0x20, max: 0x7e }), fc.integer({ min: 0x80, max: 0xff }))
      .map((code) => String.fromCharCode(code)),
    maxLength: 20,
  })
  .map((value) => value.trim());

const HEADERS = {
  "content-type": [
    "application/json",
    "application/x-ndjson",
    "audio/wav",
    "audio/mpeg",
    "text/plain",
    "x",
    ...HOSTILE_MEDIA_TYPES.map((type) => type.slice(0, 200)),
  ],
  accept: ["*/*", "application/octet-stream", "text/html", "application/json;q=0"],
  range: [
    "bytes=0-1",
    "bytes=-0",
    "bytes=5-",
    "bytes=9999-",
    "bytes=0-0,1-2",
    "items=1-2",
    "bytes=99999999999999999999-",
  ],
  "if-range": ['"x"', "Sat, 31 Jan 2026 09:00:00 GMT"],
  "if-none-match": ["*", '"x"', 'W/"x", "y"'],
  "content-encoding": ["identity", "gzip", "br"],
  "content-range": ["bytes 0-1/2"],
  digest: ["sha-256=x", "md5=1B2M2Y8AsgTpgAmY7PhCfg=="],
  "content-md5": ["1B2M2Y8AsgTpgAmY7PhCfg==", "x"],
  "x-content-sha256": ["0".repeat(64), "x"],
  "x-http-method-override": ["DELETE"],
  "x-forwarded-host": ["evil.example"],
  "if-match": ["*", '"x"'],
  cookie: ["a=b"],
  origin: ["null", "http://evil.example"],
  expect: ["100-continue", "100-continue", "x"],
  upgrade: ["websocket"],
  host: HOSTILE_HOSTS.filter((host) => host.length < 100),
};

/** Generates a header that some operation reads, or that none does. */
export const header = fc
  .constantFrom(...Object.keys(HEADERS))
  .chain((name) =>
    fc.tuple(fc.constant(name), sometimes(headerText, fc.constantFrom(...HEADERS[name]), 6)),
  );
