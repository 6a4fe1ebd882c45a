/** JSON values that match the models of the contract, or almost do. */
import fc from "fast-check";
import { wireName } from "syllable-contract";

const UNUSUAL_TEXTS = [
  "",
  "\0",
  "a\0b",
  "\ud800",
  "__proto__",
  "constructor",
  "%",
  "' OR 1=1 --",
  "\u0130stanbul",
  "\ufdfa",
  "null",
  "1e400",
  "-0",
  "\u2028",
  "\\",
  "a".repeat(5_000),
  "\u{1f600}".repeat(300),
];
const UNUSUAL_TIMES = [
  "2026-01-31",
  "2026-01-31T09:00:00",
  "2026-02-30T09:00:00Z",
  "0000-01-01T00:00:00Z",
  "9999-12-31T23:59:59.999999999999Z",
  "2026-01-31T09:00:00+23:59",
  "2026-01-31T09:00:00 01:00",
  "20260131T090000Z",
  "2026-01-31T24:00:00Z",
  "-000001-01-01T00:00:00Z",
  "now",
];
const LARGE = Number.MAX_SAFE_INTEGER;
const UNUSUAL_INTEGERS = [0, -1, 1.5, 10_000, 10_001, 2 ** 31, LARGE, LARGE, LARGE + 1];
const UNUSUAL_NUMBERS = [0, -0, -1, 1.5, 2 ** 31, 2 ** 53 - 1, 2 ** 53, -(2 ** 53), 1e308, 5e-324];

export const text = fc.oneof(
  { weight: 20, arbitrary: fc.string({ maxLength: 12 }) },
  { weight: 4, arbitrary: fc.string({ unit: "binary", maxLength: 12 }) },
  { weight: 1, arbitrary: fc.constantFrom(...UNUSUAL_TEXTS) },
);

export const time = fc.oneof(
  {
    weight: 20,
    arbitrary: fc
      .date({ min: new Date("1900-01-01"), max: new Date("2100-01-01"), noInvalidDate: true })
      .map((date) => date.toISOString()),
  },
  { weight: 1, arbitrary: fc.constantFrom(...UNUSUAL_TIMES) },
);

const integerUpTo = (max = 200) =>
  fc.oneof(
    { weight: 5, arbitrary: fc.integer({ min: 0, max }) },
    { weight: 1, arbitrary: fc.constantFrom(...UNUSUAL_INTEGERS) },
  );
const number = fc.oneof(fc.double(), fc.constantFrom(...UNUSUAL_NUMBERS));

/** Ids of sessions that exist most of the time. */
export const SESSIONS = ["1", "2", "3", "4", "5"];

const sessionId = fc.constantFrom(...SESSIONS);

/** Generates values that match a schema and, rarely, values that do not. */
export function wireValueOf(schema) {
  return fc.oneof(
    { weight: 80, arbitrary: matching(schema) },
    { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  );
}

function matching(schema) {
  switch (schema.type) {
    case "model":
      return objectOf(schema);
    case "array":
      return fc.array(wireValueOf(schema.items), { maxLength: 4 });
    case "enum":
      return fc.constantFrom(...schema.values);
    case "dateTime":
      return time;
    case "integer":
      return integerUpTo(schema.max);
    case "number":
      return number;
    case "boolean":
      return fc.boolean();
    default:
      return fc.oneof({ weight: 4, arbitrary: text }, { weight: 1, arbitrary: time });
  }
}

/** Generates mostly ids of existing sessions: numbers in labels, text elsewhere. */
const sessionIdOf = (schema) =>
  fc.oneof(
    { weight: 12, arbitrary: schema.type === "integer" ? sessionId.map(Number) : sessionId },
    { weight: 1, arbitrary: wireValueOf(schema) },
  );

const FILTER_VALUES = {
  timestamp: time,
  session_id: sessionId,
  session_id_list: fc.array(sessionId, { maxLength: 5 }).map(String),
  duration: number,
  is_outbound: fc.boolean(),
  is_legacy: fc.boolean(),
  is_test: fc.constantFrom("true", "false", "only"),
};

/** Generates values to filter a property by. */
export const filterValueOf = (field) =>
  fc.oneof(
    { weight: 6, arbitrary: FILTER_VALUES[field] ?? text },
    { weight: 1, arbitrary: fc.oneof(text, number) },
  );

/** Generates objects with some of the fields of a model and, sometimes, with unknown ones. */
function objectOf({ fields }) {
  const named = Object.entries(fields).map(([key, schema]) => [
    wireName(key),
    key === "sessionId" ? sessionIdOf(schema) : wireValueOf(schema),
  ]);
  const required = Object.entries(fields).filter(([, { optional }]) => !optional);
  const known = fc.record(Object.fromEntries(named), {
    requiredKeys: required.map(([key]) => wireName(key)),
  });
  const others = fc.dictionary(text, fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 });
  return fc.oneof(
    { weight: 30, arbitrary: known },
    { weight: 1, arbitrary: fc.tuple(known, others).map(([one, other]) => ({ ...one, ...other })) },
    { weight: 1, arbitrary: others },
  );
}

/** Generates JSON text that is sometimes damaged. */
export const jsonOf = (schema) =>
  fc
    .tuple(
      wireValueOf(schema),
      fc.oneof({ weight: 12, arbitrary: fc.constant("none") }, { weight: 1, arbitrary: damage }),
    )
    .map(([value, change]) => applyDamage(Buffer.from(JSON.stringify(value) ?? ""), change));

const damage = fc.oneof(
  fc.record({ cutAt: fc.nat(200) }),
  fc.record({ at: fc.nat(200), byte: fc.nat(255) }),
  fc.record({ before: fc.constantFrom("\ufeff", " \n", "[", '{"a":1}') }),
);

function applyDamage(bytes, change) {
  if (change.cutAt !== undefined) return bytes.subarray(0, change.cutAt);
  if (change.before !== undefined) return Buffer.concat([Buffer.from(change.before), bytes]);
  if (change.byte !== undefined && bytes.length > 0) bytes[change.at % bytes.length] = change.byte;
  return bytes;
}
