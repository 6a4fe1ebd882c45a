/** Conversion between the wire (snake_case JSON) and the model (camelCase, `Date`). */
import { type Infer, type Model, type Schema, wireName } from "./schema.js";

type AnySchema = Schema<unknown, unknown>;

/** Says that a value does not fit its schema, and where: `items[3].agent_name: expected …`. */
export class Mismatch extends Error {}

function mismatch({ type, values }: AnySchema, received: unknown): Mismatch {
  const found = received === null ? received : typeof received;
  return new Mismatch(` expected ${values?.join(" | ") ?? type}, found ${found}`);
}

/** Puts a place in front of a mismatch, from the inside out. */
function within(step: string | number, error: unknown): unknown {
  if (error instanceof Mismatch) {
    const joint = { " ": ":", "[": "" }[error.message[0]!] ?? ".";
    error.message = (typeof step === "number" ? `[${step}]` : step) + joint + error.message;
  }
  return error;
}

type Convert = (value: unknown) => unknown;

/** How a field is carried over. */
interface Step {
  readonly from: string;
  readonly to: string;
  readonly schema: AnySchema;
  /** The `typeof` whose values need no conversion. */
  readonly plain: string;
  readonly convert: Convert;
}

/** What `typeof` says of a value in JSON. */
const jsonType = (type: string): string =>
  type === "enum" ? "string" : type === "integer" ? "number" : type;

/** Prepares the conversion of a schema's values: from the wire when reading, else to it. */
function converter(schema: AnySchema, reading: boolean): Convert {
  const { type, items, fields, values } = schema;
  if (items) return arrayConverter(schema, converter(items, reading));
  if (fields) return modelConverter(schema, reading);
  return (value) => {
    if (type === "dateTime") {
      if (reading) {
        const date = new Date(value as string);
        if (typeof value === "string" && !Number.isNaN(+date)) return date;
      } else if (value instanceof Date && !Number.isNaN(+value)) return value.toJSON();
    } else if (
      // An answer's enums are open, and JSON has neither NaN nor another kind of whole number.
      reading
        ? typeof value === jsonType(type)
        : (values?.includes(value as string) ??
          (type === "integer"
            ? Number.isInteger(value)
            : typeof value === type && !Number.isNaN(value)))
    ) {
      return value;
    }
    throw mismatch(schema, value);
  };
}

function arrayConverter(schema: AnySchema, convert: Convert): Convert {
  return (value) => {
    if (!Array.isArray(value)) throw mismatch(schema, value);
    const output: unknown[] = [];
    try {
      for (const item of value) output.push(convert(item));
    } catch (error) {
      throw within(output.length, error);
    }
    return output;
  };
}

function modelConverter(model: AnySchema, reading: boolean): Convert {
  const steps: Record<string, Step> = Object.create(null);
  /** The fields that do something when they are absent. */
  const needed: Step[] = [];
  for (const key in model.fields) {
    const schema = model.fields[key]!;
    const [from, to] = reading ? [wireName(key), key] : [key, wireName(key)];
    const plain = reading ? jsonType(schema.type) : "";
    const step = { from, to, schema, plain, convert: converter(schema, reading) };
    steps[from] = step;
    if (!schema.optional || schema.default !== undefined) needed.push(step);
  }
  /**
   * Makes an empty object with room for 24 fields: V8 reserves as much as a constructor assigns,
   * ever or never, and 8. An object that grows field by field is moved again and again.
   */
  function Roomy(this: Record<string, unknown>, never?: boolean): void {
    if (never) {
      this.a = this.b = this.c = this.d = this.e = this.f = this.g = this.h = 0;
      this.i = this.j = this.k = this.l = this.m = this.n = this.o = this.p = 0;
    }
  }
  Roomy.prototype = Object.prototype;
  const newObject = Roomy as unknown as new () => Record<string, unknown>;
  return (value) => {
    if (!value || typeof value !== "object" || Array.isArray(value)) throw mismatch(model, value);
    const input = value as Record<string, unknown>;
    const output = new newObject();
    let place = "";
    try {
      // Going through what is there, not through what may be there, is a third faster.
      for (const from in input) {
        const step = steps[from];
        if (!step) continue;
        const item = input[from];
        if (typeof item === step.plain || (item === null && reading)) {
          output[step.to] = item;
        } else if (item != null) {
          place = from;
          output[step.to] = step.convert(item);
        }
      }
      for (let i = 0; i < needed.length; i++) {
        const { from, to, schema } = needed[i]!;
        if (output[to] != null) continue;
        place = from;
        if (!schema.optional) throw mismatch(schema, input[from]);
        if (!reading) output[to] = schema.default;
      }
    } catch (error) {
      throw within(place, error);
    }
    return output;
  };
}

const decoders = new WeakMap<AnySchema, Convert>();
const encoders = new WeakMap<AnySchema, Convert>();

function convert(schema: AnySchema, value: unknown, reading: boolean): unknown {
  const known = reading ? decoders : encoders;
  if (!known.has(schema)) known.set(schema, converter(schema, reading));
  return known.get(schema)!(value);
}

/**
 * Reads an answer, tolerantly: unknown properties are passed over, unknown enum values kept.
 * @throws {Mismatch} where a required property is absent or a value is of another type.
 */
export function decode<M extends Model>(schema: M, wire: unknown): Infer<M> {
  return convert(schema, wire, true) as Infer<M>;
}

/**
 * Writes a request: defaults filled in, absent and null properties left out.
 * @throws {Mismatch} where a property is missing or of another type.
 */
export function encode(schema: Model, value: unknown): Record<string, unknown> {
  return convert(schema, value, false) as Record<string, unknown>;
}
