import fc from "fast-check";
import { expect, test } from "vitest";
import { utcMilliseconds } from "./utc-time.js";

const seconds = fc
  .date({ min: new Date("0000-01-01T00:00:00Z"), max: new Date("9999-12-31T23:59:59Z") })
  .filter((date) => !Number.isNaN(+date))
  .map((date) => date.toJSON().slice(0, 19));
const fraction = fc.stringMatching(/^(\.\d{3,9})?$/);

test("agrees with Date.parse on date-times in UTC", () => {
  fc.assert(
    fc.property(seconds, fraction, (text, digits) => {
      expect(utcMilliseconds(`${text}${digits}Z`)).toBe(Date.parse(`${text}${digits}Z`));
    }),
    { numRuns: 2_000 },
  );
});

test("agrees with Date.parse on every text that it accepts", () => {
  const characters = fc.constantFrom(..."0123456789-:.TZ+");
  fc.assert(
    fc.property(seconds, fc.nat(19), characters, (text, index, character) => {
      const changed = `${text.slice(0, index)}${character}${text.slice(index + 1)}Z`;
      const ms = utcMilliseconds(changed);
      if (!Number.isNaN(ms)) expect(ms).toBe(Date.parse(changed));
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  ["1970-01-01T00:00:00Z", 0],
  ["1969-12-31T23:59:59.999Z", -1],
  ["0000-02-29T00:00:00Z", -62_162_121_600_000],
  ["2000-03-01T00:00:00.500999Z", 951_868_800_500],
  ["9999-12-31T23:59:59.999Z", 253_402_300_799_999],
])("parses %s", (text, ms) => {
  expect(utcMilliseconds(text)).toBe(ms);
});

test.each([
  "",
  "2026-01-31",
  "2026-01-31T09:00Z",
  "2026-01-31T09:00:00",
  "2026-01-31T09:00:00.Z",
  "2026-01-31T09:00:00.5Z",
  "2026-01-31T09:00:00+00:00",
  "2026-13-01T00:00:00Z",
  "2026-00-01T00:00:00Z",
  "2026-01-32T00:00:00Z",
  "0001-01-32T00:00:00Z",
  "2026-01-01T24:00:00Z",
  "2026-01-01T00:60:00Z",
  "+002026-01-01T00:00:00Z",
])("rejects %j", (text) => {
  expect(utcMilliseconds(text)).toBeNaN();
});
