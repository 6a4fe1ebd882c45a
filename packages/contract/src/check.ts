/** The service's strict reading of requests: every fault is found, named and placed. */
import { type Infer, type Model, type Schema, wireName } from "./schema.js";
import { parseDateTime } from "./time.js";

type AnySchema = Schema<unknown, unknown>;
type Location = (string | number)[];

/** One fault of a request, in the shape of a 422 answer's `detail`. */
export interface ValidationError {
  /** Where: `["query", "limit"]` or `["body", "timestamp"]`. */
  loc: Location;
  /** What was wrong, for people. */
  msg: string;
  /** What was wrong, for programs. */
  type: string;
}

/** Checks a JSON value against a model; an empty result means that it fits. */
export function checkWire(schema: AnySchema, value: unknown, loc: Location): ValidationError[] {
  const errors: ValidationError[] = [];
  check(schema, value, loc, errors);
  return errors;
}

function check(schema: AnySchema, value: unknown, loc: Location, errors: ValidationError[]): void {
  if (value == null && schema.optional) return;
  const fail = (type: string, msg: string) => errors.push({ loc, msg, type });
  switch (schema.type) {
    case "model":
      if (typeof value !== "object" || value === null || Array.isArray(value)) {
        fail("object_type", "must be a JSON object");
      } else {
        checkFields(schema, value as Record<string, unknown>, loc, errors);
      }
      return;
    case "array":
      if (!Array.isArray(value)) fail("list_type", "must be an array");
      else value.forEach((item, index) => void check(schema.items!, item, [...loc, index], errors));
      return;
    case "enum":
      if (!schema.values!.includes(value as string)) {
        fail("enum", `must be one of ${schema.values!.join(", ")}`);
      }
      return;
    case "dateTime":
      if (typeof value !== "string" || parseDateTime(value) === undefined) {
        fail(
          "datetime_parsing",
          "must be a date-time with Z or an offset, such as 2026-01-31T09:00:00Z",
        );
      }
      return;
    case "string":
      if (typeof value !== "string") fail("string_type", "must be a string");
      else if (value.includes("\0")) fail("string_type", "must not contain a NUL character");
      return;
    case "boolean":
      if (typeof value !== "boolean") fail("bool_type", "must be true or false");
      return;
    default:
      checkNumber(schema, value, fail);
  }
}

function checkNumber(
  schema: AnySchema,
  value: unknown,
  fail: (type: string, msg: string) => void,
): void {
  if (schema.type === "integer" && !Number.isSafeInteger(value)) {
    fail("int_type", "must be a whole number");
  } else if (typeof value !== "number" || !Number.isFinite(value)) {
    fail("float_type", "must be a number");
  } else if (schema.min !== undefined && value < schema.min) {
    fail("greater_than_equal", `must be ${schema.min} or more`);
  } else if (schema.max !== undefined && value > schema.max) {
    fail("less_than_equal", `must be ${schema.max} or less`);
  }
}

function checkFields(
  schema: AnySchema,
  value: Record<string, unknown>,
  loc: Location,
  errors: ValidationError[],
): void {
  const known = wireFields(schema);
  for (const key in value) {
    if (!known.has(key)) {
      errors.push({ loc: [...loc, key], msg: "is not known here", type: "extra_forbidden" });
    }
  }
  for (const [wire, field] of known) {
    const item = value[wire];
    if (item === undefined && !field.optional) {
      errors.push({ loc: [...loc, wire], msg: "is required", type: "missing" });
    } else if (item != null || !field.optional) {
      check(field, item, [...loc, wire], errors);
    }
  }
}

/** A field with its name in the model. */
type WireField = AnySchema & { readonly key: string };

const fieldMaps = new WeakMap<AnySchema, Map<string, WireField>>();

/** The fields of a model by their names on the wire, in order of declaration. */
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

/** Reads a query, whose values are text and whose arrays are repeated keys. */
export function readQuery<M extends Model>(
  schema: M,
  query: Readonly<Record<string, string | string[] | undefined>>,
): { value: Infer<M>; errors: ValidationError[] } {
  // Without a prototype, so that `__proto__` is a name like any other.
  const wire: Record<string, unknown> = Object.create(null);
  const known = wireFields(schema);
  for (const name in query) wire[name] = fromText(known.get(name), query[name]);
  const errors = checkWire(schema, wire, ["query"]);
  const value: Record<string, unknown> = {};
  for (const [name, field] of known) value[field.key] = wire[name] ?? field.default;
  return { value: value as Infer<M>, errors };
}

function fromText(schema: AnySchema | undefined, given: string | string[] | undefined): unknown {
  if (schema?.type === "array") return typeof given === "string" ? [given] : given;
  if (typeof given !== "string") return given;
  if (schema?.type === "integer" || schema?.type === "number") {
    return /^-?\d+(\.\d+)?$/.test(given) ? Number(given) : given;
  }
  return given;
}
