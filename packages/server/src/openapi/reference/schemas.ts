import { escapeHtml } from "../../html.js";
import type { Content, SchemaObject } from "./document-types.js";

/** A description as HTML: `code` in backticks. */
export const textHtml = (text: string): string =>
  escapeHtml(text).replace(/`([^`]+)`/g, "<code>$1</code>");

/** The last step of a reference, which is a name. */
export const nameOf = (reference: string): string =>
  reference.slice(reference.lastIndexOf("/") + 1);

/** The type of a schema as HTML, with links to the schemas that it refers to. */
export function typeHtml(schema: SchemaObject): string {
  const { $ref, anyOf, items, type = "any", format } = schema;
  if ($ref) return `<a href="#schema-${nameOf($ref)}">${nameOf($ref)}</a>`;
  if (anyOf) return anyOf.map(typeHtml).join(" or ");
  if (items) return `array of ${typeHtml(items)}`;
  return escapeHtml(format ?? type);
}

/** The type with its range and, if the description does not name it, its default. */
export function typeWithLimits(schema: SchemaObject, description: string): string {
  const limits = [schema, ...(schema.anyOf ?? [])];
  const minimum = limits.find((one) => one.minimum !== undefined)?.minimum;
  const maximum = limits.find((one) => one.maximum !== undefined)?.maximum;
  const notes: string[] = [];
  if (minimum !== undefined && maximum !== undefined) notes.push(`${minimum} to ${maximum}`);
  else if (minimum !== undefined) notes.push(`${minimum} or more`);
  if (schema.default !== undefined && !description.includes("Default:")) {
    notes.push(`default ${escapeHtml(String(schema.default))}`);
  }
  const note = notes.length > 0 ? `<br><span class="note">${notes.join(", ")}</span>` : "";
  return typeHtml(schema) + note;
}

/** The media types of a body, each with its type. */
export const contentHtml = (content: Content): string =>
  Object.entries(content)
    .map(([media, { schema }]) => `<code>${escapeHtml(media)}</code> ${typeHtml(schema)}`)
    .join("<br>");

/** A table with three columns. */
export const tableHtml = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  `<table><thead><tr>${heads.map((head) => `<th>${head}</th>`).join("")}</tr></thead>
<tbody>${rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join("")}</tr>`).join("\n")}</tbody></table>`;

/** A named schema: its fields, or the values of an enum. */
export function schemaHtml(name: string, schema: SchemaObject): string {
  const { description = "", properties = {}, required = [], enum: values } = schema;
  const rows = Object.entries(properties).map(([field, property]) => {
    const text = property.description ?? "";
    const note = required.includes(field) ? '<br><span class="note">required</span>' : "";
    return [`<code>${field}</code>${note}`, typeWithLimits(property, text), textHtml(text)];
  });
  const details = values
    ? `<p class="values">${values.map((value) => `<code>${escapeHtml(value)}</code>`).join("")}</p>`
    : tableHtml(["field", "type", "description"], rows);
  return `<section id="schema-${name}"><h3>${name}</h3><p>${textHtml(description)}</p>${details}</section>`;
}
