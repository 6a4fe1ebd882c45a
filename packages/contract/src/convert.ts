/** Conversion between the wire (snake_case JSON) and the model (camelCase, `Date`). */
import { type Infer, type Model, type Schema, wireName } from "./schema.js";

type AnySchema = Schema<unknown, unknown>;

/** Says that a value does not fit its schema, and where: `items[3].agent_name: expected …`. */
export class Mismatch extends Error {}

/** The way to the value that is being converted, from the outside in. */
const trail: (string | number)[] = [];

function mismatch(schema: AnySchema, received: unknown, depth: number): Mismatch {
  const { type, values, min, max } = schema;
  const steps = trail.slice(0, depth).map((step) => (step === +step ? `[${step}]` : `.${step}`));
  const place = steps.join("").slice(1) || "value";
  let expected = values?.join(" | ") ?? type;
  if (min !== undefined) expected += ` from ${min}`;
  if (max !== undefined) expected += ` to ${max}`;
  // Only numbers are shown, because any other value may be personal data.
  const shown = jsonType(type) === "number" && typeof received === "number";
  const found = received === null || shown ? received : typeof received;
  return new Mismatch(`${place}: expected ${expected}, found ${found}`);
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

/** The years 0000 to 9999 in UTC: RFC 3339 has no date-times outside them. */
const FIRST_MS = -62_167_219_200_000;
const LAST_MS = 253_402_300_799_999;

/** Whether a value is a number of its schema's kind. JSON can encode infinite numbers, such as `1e999`. */
const isNumber = ({ type }: AnySchema, value: unknown): value is number =>
  type === "integer" ? Number.isSafeInteger(value) : Number.isFinite(value);

/**
 * Prepares the conversion of a schema's values: from the wire when reading, else to it.
 * @param depth how many steps the values are inside of the outermost
 */
function converter(schema: AnySchema, reading: boolean, depth: number): Convert {
  const { type, items, fields, values, min = -Infinity, max = Infinity } = schema;
  if (items) return arrayConverter(schema, reading, depth);
  if (fields) return modelConverter(schema, reading, depth);
  return (value) => {
    if (type === "dateTime") {
      if (reading) {
        // Checked first, because an array with one date-time converts to the same text.
        const zoned = typeof value === "string" && ZONED.test(value);
        const date = new Date(zoned ? value : Number.NaN);
        if (+date >= FIRST_MS && +date <= LAST_MS) return date;
      } else if (value instanceof Date && !Number.isNaN(+value)) return value.toJSON();
    } else if (jsonType(type) === "number") {
      // The service checks the ranges in a request.
      if (isNumber(schema, value) && (!reading || (value >= min && value <= max))) return value;
    } else if (
      // A response may have values that the enum does not list.
      reading
        ? typeof value === jsonType(type)
        : (values?.includes(value as string) ?? typeof value === type)
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
    const type = jsonType(schema.type);
    const plain = reading && type !== "number" ? type : "";
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
 * Reads a response, tolerantly: unknown properties are ignored, unknown enum values are kept.
 * @throws {Mismatch} if a required property is absent, or a value has another type or is out of
 *   its range.
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
