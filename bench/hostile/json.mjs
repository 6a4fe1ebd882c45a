/** JSON that is large, deep, wide or invalid in many places. */
import { joined, repeated } from "./bytes.mjs";

export const AT = "2026-01-31T09:00:00Z";

/** An array with as many of these items as fit, between the texts `before` and `after`. */
export function arrayOf(item, bytes, { before = "", after = "" } = {}) {
  const count = Math.max(1, Math.floor(bytes / (item.length + 1)));
  return joined(
    before,
    "[",
    repeated(`${item},`, (count - 1) * (item.length + 1)),
    item,
    "]",
    after,
  );
}

/** A part of a session with a list of as many of these items as fit. */
export const partOf = (field, item, bytes) =>
  arrayOf(item, bytes, { before: `{"${field}":`, after: "}" });

/** An object with this many distinct fields. */
export function fieldsOf(count, { before = "{", value = "0", prefix = "unknown_" } = {}) {
  const fields = Array.from({ length: count }, (_, index) => `"${prefix}${index}":${value}`);
  return joined(before, before === "{" ? "" : ",", fields.join(","), "}");
}

/** Nested arrays or objects. */
export const nested = (depth, open = "[", close = "]", inner = "") =>
  joined(repeated(open, depth * open.length), inner, repeated(close, depth * close.length));

/** A JSON text of one long string. */
export const longText = (bytes, character = "a") =>
  joined('"', repeated(character, bytes - (bytes % character.length)), '"');

const at = (index) => new Date(Date.UTC(2026, 0, 31) + index).toISOString();

/** Joins items, about `bytes` long in total, between two texts. */
function listed(bytes, itemOf, before, after) {
  const parts = [];
  let length = 0;
  for (let index = 0; length < bytes; index++) {
    const part = itemOf(index);
    parts.push(part);
    length += part.length + 1;
  }
  return joined(before, parts.join(","), after);
}

/** A valid transcript. Each turn has this text. */
export const transcript = (bytes, text = "I would like to change my booking, please.") =>
  listed(
    bytes,
    (index) => `{"timestamp":"${at(index)}","source":"user","lang":"en-US","text":"${text}"}`,
    '{"transcription":[',
    "]}",
  );

/** Tool calls with the same name and time, so that each matches every measured step. */
export const toolCalls = (bytes) =>
  listed(bytes, () => `{"timestamp":"${AT}","tool_name":"find"}`, '{"actions":[', "]}");

/** A valid latency document. By default, each step has a different label. */
export const latency = (bytes, { label, category = "tool" } = {}) =>
  listed(
    bytes,
    (index) =>
      `{"timestamp":"${AT}","measurement_start":"${AT}","category":"${category}",` +
      `"label":"${label ?? `step ${index}`}","unit_type":"milliseconds","value":${index}}`,
    '{"timeline":[',
    "]}",
  );
