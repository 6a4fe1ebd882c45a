import type { Schema } from "./schema.js";

/** The full description of a field, with its unit and its default. */
export function describe(field: Schema<unknown, unknown>): string | undefined {
  const { description, unit, defaultsTo } = field;
  if (!description) return undefined;
  const sentences = [description];
  if (unit) sentences.push(`Unit: ${unit}.`);
  if (defaultsTo) sentences.push(`Default: ${defaultsTo}.`);
  return sentences.join(" ");
}
