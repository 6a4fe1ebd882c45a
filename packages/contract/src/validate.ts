/** Strict validation of requests by the service. Each error has a location and a reason. */
import { type Infer, type Model, type Schema, wireName } from "./schema.js";
import { parseDateTime } from "./time.js";
import { addValidationError, type Location, type ValidationError } from "./validation-errors.js";

type AnySchema = Schema<unknown, unknown>;

/**
 * Validates a JSON value. Returns its errors, or an empty list if it is valid.
 * @param onUnknown receives the name of each field that its model does not have. Default: such a field
 *   is an error.
 */
export function validateJson(
  schema: AnySchema,
  value: unknown,
  loc: Location,
  onUnknown?: (name: string) => void,
): ValidationError[] {
  const validation = new Validation([...loc], onUnknown);
  validation.value(schema, value);
  return validation.errors;
}

/** One pass over a value. Each method returns false once the list of errors is full. */
class Validation {
  readonly errors: ValidationError[] = [];

  /** `path` is the location of the value that is being validated. It is copied only for an error. */
  constructor(
    private readonly path: Location,
    private readonly onUnknown?: (name: string) => void,
  ) {}

  value(schema: AnySchema, value: unknown): boolean {
    if (value == null && schema.optional) return true;
    switch (schema.type) {
      case "model":
        return typeof value !== "object" || value === null || Array.isArray(value)
          ? this.fail("object_type", "must be a JSON object")
          : this.fields(schema, value as Record<string, unknown>);
      case "array":
        return Array.isArray(value)
          ? this.items(schema.items!, value)
          : this.fail("list_type", "must be an array");
      case "enum":
        if (schema.values!.includes(value as string)) return true;
        return this.fail("enum", `must be one of ${schema.values!.join(", ")}`);
      case "dateTime":
        if (typeof value === "string" && parseDateTime(value) !== undefined) return true;
        return this.fail(
          "datetime_parsing",
          "must be a date-time with Z or an offset, such as 2026-01-31T09:00:00Z",
        );
      case "string":
        if (typeof value !== "string") return this.fail("string_type", "must be a string");
        if (!value.includes("\0")) return true;
        return this.fail("string_type", "must not contain a NUL character");
      case "boolean":
        return typeof value === "boolean" || this.fail("bool_type", "must be true or false");
      default:
        return this.number(schema, value);
    }
  }

  private number(schema: AnySchema, value: unknown): boolean {
    if (schema.type === "integer" && !Number.isSafeInteger(value)) {
      return this.fail("int_type", "must be an integer");
    }
    if (typeof value !== "number" || !Number.isFinite(value)) {
      return this.fail("float_type", "must be a number");
    }
    if (schema.min !== undefined && value < schema.min) {
      return this.fail("greater_than_equal", `must be ${schema.min} or more`);
    }
    if (schema.max !== undefined && value > schema.max) {
      return this.fail("less_than_equal", `must be ${schema.max} or less`);
    }
    return true;
  }

  private items(schema: AnySchema, items: readonly unknown[]): boolean {
    for (let index = 0; index < items.length; index++) {
      if (!this.at(index, schema, items[index])) return false;
    }
    return true;
  }

  private fields(schema: AnySchema, value: Record<string, unknown>): boolean {
    const known = wireFields(schema);
    const unknown =
      this.path[0] === "query" ? "is not a known query parameter" : "is not a known field";
    for (const name in value) {
      if (known.has(name)) continue;
      if (this.onUnknown) this.onUnknown(name);
      else if (!this.failAt(name, "extra_forbidden", unknown)) return false;
    }
    for (const [name, field] of known) {
      const item = value[name];
      if (item === undefined && !field.optional) {
        if (!this.failAt(name, "missing", "is required")) return false;
      } else if (!this.at(name, field, item)) {
        return false;
      }
    }
    return true;
  }

  private at(step: string | number, schema: AnySchema, value: unknown): boolean {
    this.path.push(step);
    const hasRoom = this.value(schema, value);
    this.path.pop();
    return hasRoom;
  }

  private failAt(step: string, type: string, msg: string): boolean {
    return addValidationError(this.errors, { loc: [...this.path, step], msg, type });
  }

  private fail(type: string, msg: string): boolean {
    return addValidationError(this.errors, { loc: this.path, msg, type });
  }
}

/** A field with its name in the model. */
type WireField = AnySchema & { readonly key: string };

const fieldMaps = new WeakMap<AnySchema, Map<string, WireField>>();

/** The fields of a model by their JSON names, in order of declaration. */
export function wireFields(schema: AnySchema): Map<string, WireField> {
  let fields = fieldMaps.get(schema);
  if (!fields) {
    fields = new Map(
      Object.entries(schema.fields!).map(([key, field]) => [wireName(key), { ...field, key }]),
    );
    fieldMaps.set(schema, fields);
  }
  return fields;
}

/** Reads and validates a query string. Its values are text, and its arrays are repeated keys. */
export function readQuery<M extends Model>(
  schema: M,
  query: Readonly<Record<string, string | string[] | undefined>>,
): { value: Infer<M>; errors: ValidationError[] } {
  // Without a prototype, so that `__proto__` is a name like any other.
  const json: Record<string, unknown> = Object.create(null);
  const known = wireFields(schema);
  for (const name in query) json[name] = fromText(known.get(name), query[name]);
  const errors = validateJson(schema, json, ["query"]);
  const value: Record<string, unknown> = {};
  for (const [name, field] of known) value[field.key] = json[name] ?? field.default;
  return { value: value as Infer<M>, errors };
}

function fromText(schema: AnySchema | undefined, value: string | string[] | undefined): unknown {
  if (schema?.type === "array") return typeof value === "string" ? [value] : value;
  if (typeof value !== "string") return value;
  if (schema?.type === "integer" || schema?.type === "number") {
    return /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value;
  }
  if (schema?.type === "boolean" && (value === "true" || value === "false")) {
    return value === "true";
  }
  return value;
}
