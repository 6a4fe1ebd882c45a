/** How pages show the types, ranges and defaults of fields. */
import { rangeText } from "../../../contract/scripts/interfaces.mjs";
import { link } from "./markdown.mjs";

/** The page of a model or enum. Requests are among the operations, all others are components. */
export const pageOf = (name) =>
  `models/${name.endsWith("Request") ? "operations" : "components"}/${name.toLowerCase()}.md`;

/** A schema's type, with links from a page to those of models and enums. */
export function typeLink(schema, from) {
  const { type, items, name, values } = schema;
  if (type === "array") return `${typeLink(items, from)}[]`;
  if (name !== undefined) return link(from, pageOf(name), name);
  if (type === "enum") return values.map((value) => `\`"${value}"\``).join(" | ");
  if (type === "dateTime") return "`Date`";
  return type === "integer" || type === "number" ? "`number`" : `\`${type}\``;
}

/** The description of a field with its type's constraints. */
export function fieldText(field) {
  const { description, type, unit, default: sent, defaultsTo } = field;
  const range = rangeText(field);
  const fallback = sent ?? defaultsTo;
  return [
    description,
    type === "integer" && "A whole number.",
    unit && `Unit: ${unit}.`,
    range && `Range: ${range}.`,
    fallback !== undefined && `Default: ${fallback}.`,
  ]
    .filter(Boolean)
    .join(" ");
}
