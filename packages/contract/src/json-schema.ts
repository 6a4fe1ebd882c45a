import { type Schema, wireName } from "./schema.js";

/** A JSON Schema (draft 2020-12), as OpenAPI 3.1 takes it. */
export type JsonSchema = Record<string, unknown>;

/**
 * Doc comments: of a model by its name, of a field by `Model.field`, or by `*.field` where several
 * models share it.
 */
export type Docs = Readonly<Record<string, string>>;

/**
 * The JSON Schema of a schema. A model becomes a `$ref`, and its definition goes into `models`.
 */
export function jsonSchema(
  schema: Schema<unknown, unknown>,
  models: Record<string, JsonSchema>,
  docs: Docs = {},
): JsonSchema {
  const described = describe(schema, models, docs);
  if (schema.default !== undefined) described.default = schema.default;
  if (schema.min !== undefined) described.minimum = schema.min;
  if (schema.max !== undefined) described.maximum = schema.max;
  return described;
}

function describe(
  schema: Schema<unknown, unknown>,
  models: Record<string, JsonSchema>,
  docs: Docs,
): JsonSchema {
  switch (schema.type) {
    case "dateTime":
      return { type: "string", format: "date-time" };
    case "enum":
      return { type: "string", enum: schema.values };
    case "array":
      return { type: "array", items: jsonSchema(schema.items!, models, docs) };
    case "model":
      if (!models[schema.name!]) defineModel(schema, models, docs);
      return { $ref: `#/components/schemas/${schema.name}` };
    default:
      return { type: schema.type };
  }
}

function defineModel(
  schema: Schema<unknown, unknown>,
  models: Record<string, JsonSchema>,
  docs: Docs,
): void {
  const properties: Record<string, JsonSchema> = {};
  const definition: JsonSchema = { type: "object", properties };
  models[schema.name!] = definition;
  const required: string[] = [];
  for (const [key, field] of Object.entries(schema.fields!)) {
    const property = jsonSchema(field, models, docs);
    const described = field.optional ? { anyOf: [property, { type: "null" }] } : property;
    const description = docs[`${schema.name}.${key}`] ?? docs[`*.${key}`];
    properties[wireName(key)] = description ? { description, ...described } : described;
    if (!field.optional) required.push(wireName(key));
  }
  if (required.length > 0) definition.required = required;
  const description = docs[schema.name!];
  if (description) definition.description = description;
}
