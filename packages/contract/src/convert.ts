/** Conversion between the wire (snake_case JSON) and the model (camelCase, `Date`). */
import { type Infer, type Model, type Schema, wireName } from "./schema.js";

type AnySchema = Schema<unknown, unknown>;

/** Says that a value does not fit its schema, and where: `items[3].agent_name: expected …`. */
export class Mismatch extends Error {}

/** The way to the value that is being converted, from the outside in. */
const trail: (string | number)[] = [];

function mismatch({ type, values }: AnySchema, received: unknown, depth: number): Mismatch {
  const steps = trail.slice(0, depth).map((step) => (step === +step ? `[${step}]` : `.${step}`));
  const place = steps.join("").slice(1) || "value";
  const found = received === null ? received : typeof received;
  return new Mismatch(`${place}: expected ${values?.join(" | ") ?? type}, found ${found}`);
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

/** How a date-time ends. Without an offset, it would be taken for one in the reader's own zone. */
const ZONED = /(Z|[+-]..:..)$/;

/**
 * Prepares the conversion of a schema's values: from the wire when reading, else to it.
 * @param depth how many steps the values are inside of the outermost
 */
function converter(schema: AnySchema, reading: boolean, depth: number): Convert {
  const { type, items, fields, values } = schema;
  if (items) return arrayConverter(schema, reading, depth);
  if (fields) return modelConverter(schema, reading, depth);
  return (value) => {
    if (type === "dateTime") {
      if (reading) {
        const date = new Date(ZONED.test(value as string) ? (value as string) : Number.NaN);
        if (!Number.isNaN(+date)) return date;
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
    throw mismatch(schema, value, depth);
  };
}

function arrayConverter(schema: AnySchema, reading: boolean, depth: number): Convert {
  const convert = converter(schema.items!, reading, depth + 1);
  return (value) => {
    if (!Array.isArray(value)) throw mismatch(schema, value, depth);
    const output: unknown[] = [];
    for (const item of value) {
      trail[depth] = output.length;
      output.push(convert(item));
    }
    return output;
  };
}

function modelConverter(model: AnySchema, reading: boolean, depth: number): Convert {
  const steps: Record<string, Step> = Object.create(null);
  /** The fields that do something when they are absent. */
  const needed: Step[] = [];
  for (const key in model.fields) {
    const schema = model.fields[key]!;
    const [from, to] = reading ? [wireName(key), key] : [key, wireName(key)];
    const plain = reading ? jsonType(schema.type) : "";
    const step = { from, to, schema, plain, convert: converter(schema, reading, depth + 1) };
    steps[from] = step;
    if (!schema.optional || schema.default !== undefined) needed.push(step);
  }
  /**
   * Makes an empty object with room for 24 fields: V8 reserves as much as a constructor assigns,
   * ever or never, and 8. An object that grows field by field is moved again and again.
   */
  function Roomy(this: Record<string, unknown>, never?: boolean): void {
    if (never) {
      this.a = this.a = this.a = this.a = this.a = this.a = this.a = this.a = 0;
      this.a = this.a = this.a = this.a = this.a = this.a = this.a = this.a = 0;
    }
  }
  Roomy.prototype = Object.prototype;
  return (value) => {
    if (!value || typeof value !== "object" || Array.isArray(value)) {
      throw mismatch(model, value, depth);
    }
    const input = value as Record<string, unknown>;
    const output = new (Roomy as unknown as new () => Record<string, unknown>)();
    // Going through what is there, not through what may be there, is a third faster.
    for (const from in input) {
      const step = steps[from];
      if (!step) continue;
      const item = input[from];
      if (typeof item === step.plain || (item === null && reading)) {
        output[step.to] = item;
      } else if (item != null) {
        trail[depth] = from;
        output[step.to] = step.convert(item);
      }
    }
    for (let i = 0; i < needed.length; i++) {
      const { from, to, schema } = needed[i]!;
      if (output[to] != null) continue;
      trail[depth] = from;
      if (!schema.optional) throw mismatch(schema, input[from], depth + 1);
      if (!reading) output[to] = schema.default;
    }
    return output;
  };
}

const decoders = new WeakMap<AnySchema, Convert>();
const encoders = new WeakMap<AnySchema, Convert>();

function convert(schema: AnySchema, value: unknown, reading: boolean): unknown {
  const known = reading ? decoders : encoders;
  if (!known.has(schema)) known.set(schema, converter(schema, reading, 0));
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
