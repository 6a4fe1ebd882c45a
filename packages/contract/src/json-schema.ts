import { describe } from "./description.js";
import { type Schema, wireName } from "./schema.js";

/** A JSON Schema (draft 2020-12), as used by OpenAPI 3.1. */
export type JsonSchema = Record<string, unknown>;

/**
 * The JSON Schema of a schema. A model becomes a `$ref`, and its definition is added to `models`.
 */
export function jsonSchema(
  schema: Schema<unknown, unknown>,
  models: Record<string, JsonSchema>,
): JsonSchema {
  const result = typeOf(schema, models);
  if (schema.default !== undefined) result.default = schema.default;
  if (schema.min !== undefined) result.minimum = schema.min;
  if (schema.max !== undefined) result.maximum = schema.max;
  return result;
}

function typeOf(schema: Schema<unknown, unknown>, models: Record<string, JsonSchema>): JsonSchema {
  switch (schema.type) {
    case "dateTime":
      return { type: "string", format: "date-time" };
    case "enum":
      return { type: "string", enum: schema.values };
    case "array":
      return { type: "array", items: jsonSchema(schema.items!, models) };
    case "model":
      if (!models[schema.name!]) defineModel(schema, models);
      return { $ref: `#/components/schemas/${schema.name}` };
    default:
      return { type: schema.type };
  }
}

function defineModel(schema: Schema<unknown, unknown>, models: Record<string, JsonSchema>): void {
  const properties: Record<string, JsonSchema> = {};
  const definition: JsonSchema = { type: "object", properties };
  models[schema.name!] = definition;
  const required: string[] = [];
  for (const [key, field] of Object.entries(schema.fields!)) {
    const property = jsonSchema(field, models);
    const nullable = field.optional ? { anyOf: [property, { type: "null" }] } : property;
    const description = describe(field);
    properties[wireName(key)] = description ? { description, ...nullable } : nullable;
    if (!field.optional) required.push(wireName(key));
  }
  if (required.length > 0) definition.required = required;
  const description = schema.ownDescription ?? schema.description;
  if (description) definition.description = description;
}
