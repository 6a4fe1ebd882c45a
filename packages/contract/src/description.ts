import { type Schema, wireName } from "./schema.js";

/** A field that a description mentions, such as `agentId`. */
const FIELD_NAME = /`[a-z]+(?:[A-Z][a-z]*)+`/g;

/** A description in which fields have their JSON names. */
export const wireText = (description: string): string => description.replace(FIELD_NAME, wireName);

/** The full description of a field in JSON, with its known values, its unit, its default and the JSON names of fields. */
export function describe(field: Schema<unknown, unknown>): string | undefined {
  const { description, knownValues, unit, defaultsTo } = field;
  if (!description) return undefined;
  const sentences = [description];
  if (knownValues) {
    const known = knownValues.map((value) => `\`${value}\``).join(", ");
    sentences.push(`Known values: ${known}; any other string is valid.`);
  }
  if (unit) sentences.push(`Unit: ${unit}.`);
  if (defaultsTo) sentences.push(`Default: ${defaultsTo}.`);
  return wireText(sentences.join(" "));
}
