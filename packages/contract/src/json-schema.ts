import { describe, wireText } from "./description.js";
import { type Schema, wireName } from "./schema.js";

/** A JSON Schema (draft 2020-12), as used by OpenAPI 3.1. */
export type JsonSchema = Record<string, unknown>;

type Definitions = Record<string, JsonSchema>;

/**
 * The JSON Schema of a schema. A model or a named enum becomes a `$ref`, and its definition is added to
 * `definitions`.
 * @param enumName the name of the enum if it has none. Default: an enum without a name has no definition.
 */
export function jsonSchema(
  schema: Schema<unknown, unknown>,
  definitions: Definitions,
  enumName?: string,
): JsonSchema {
  const result = typeOf(schema, definitions, enumName);
  if (schema.min !== undefined) result.minimum = schema.min;
  if (schema.max !== undefined) result.maximum = schema.max;
  return result;
}

/** The JSON Schema of a field or a parameter of a model. An optional one may be null. */
export function fieldSchema(
  model: Schema<unknown, unknown>,
  key: string,
  definitions: Definitions,
): JsonSchema {
  const field = model.fields![key]!;
  const type = jsonSchema(field, definitions, `${model.name}${pascalCase(key)}`);
  const result = field.optional ? { anyOf: [type, { type: "null" }] } : type;
  const value = defaultOf(field);
  return value === undefined ? result : { ...result, default: value };
}

const pascalCase = (key: string): string => key.charAt(0).toUpperCase() + key.slice(1);

/** A default that is a value, such as `0` or `` `desc` ``, and not a description. */
const DEFAULT_VALUE = /^(?:`(?<text>[^`]+)`|(?<number>\d+))$/;

function defaultOf(field: Schema<unknown, unknown>): unknown {
  if (field.default !== undefined) return field.default;
  const { text, number } = DEFAULT_VALUE.exec(field.defaultsTo ?? "")?.groups ?? {};
  return number === undefined ? text : Number(number);
}

function typeOf(
  schema: Schema<unknown, unknown>,
  definitions: Definitions,
  enumName: string | undefined,
): JsonSchema {
  switch (schema.type) {
    case "dateTime":
      return { type: "string", format: "date-time" };
    case "enum": {
      const type = { type: "string", enum: schema.values };
      const name = schema.name ?? enumName;
      if (name === undefined) return type;
      definitions[name] ??= { ...type, ...ownDescriptionOf(schema) };
      return { $ref: `#/components/schemas/${name}` };
    }
    case "array":
      return { type: "array", items: jsonSchema(schema.items!, definitions, enumName) };
    case "model":
      if (!definitions[schema.name!]) defineModel(schema, definitions);
      return { $ref: `#/components/schemas/${schema.name}` };
    default:
      return {
        type: schema.type,
        ...(schema.knownValues ? { examples: schema.knownValues } : {}),
      };
  }
}

function defineModel(model: Schema<unknown, unknown>, definitions: Definitions): void {
  const properties: Record<string, JsonSchema> = {};
  const definition: JsonSchema = { type: "object", properties };
  definitions[model.name!] = definition;
  const required: string[] = [];
  for (const [key, field] of Object.entries(model.fields!)) {
    const property = fieldSchema(model, key, definitions);
    const description = describe(field);
    properties[wireName(key)] = description ? { description, ...property } : property;
    if (!field.optional) required.push(wireName(key));
  }
  if (required.length > 0) definition.required = required;
  Object.assign(definition, ownDescriptionOf(model));
}

/** The description of a model or an enum, not that of the field that uses it. */
function ownDescriptionOf({ ownDescription, description }: Schema<unknown, unknown>): JsonSchema {
  const own = ownDescription ?? description;
  return own === undefined ? {} : { description: wireText(own) };
}
