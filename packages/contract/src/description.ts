import type { Schema } from "./schema.js";

/** The description of a field in full: with its unit, and with what a missing value means. */
export function describe(field: Schema<unknown, unknown>): string | undefined {
  const { description, unit, defaultsTo } = field;
  if (!description) return undefined;
  const sentences = [description];
  if (unit) sentences.push(`Unit: ${unit}.`);
  if (defaultsTo) sentences.push(`Default: ${defaultsTo}.`);
  return sentences.join(" ");
}
