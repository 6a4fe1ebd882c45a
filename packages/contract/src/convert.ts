/** Conversion between JSON (snake_case) and the values of the SDK (camelCase, `Date`). */
import { type Infer, type Model, type Schema, wireName } from "./schema.js";
import { utcMilliseconds } from "./utc-time.js";

type AnySchema = Schema<unknown, unknown>;

/** A value does not match its schema. The message says where: `items[3].agent_name: expected …`. */
export class MismatchError extends Error {}

/** The path to the value that is being converted, from the outermost value inwards. */
const path: (string | number)[] = [];

/** The name of the outermost value in error messages. */
let outermost: string;

function mismatch(schema: AnySchema, received: unknown, depth: number): MismatchError {
  const { type, fields, values, min, max } = schema;
  const steps = path.slice(0, depth).map((step) => (step === +step ? `[${step}]` : `.${step}`));
  const location = steps.join("").slice(1) || outermost;
  let expected = values?.join(" | ") ?? (fields ? "an object" : type);
  if (min != null) expected += ` from ${min}`;
  if (max != null) expected += ` to ${max}`;
  // Only numbers are shown, because any other value may be personal data.
  const shown = jsonType(type) === "number" && typeof received === "number";
  const found = received === null || shown ? received : typeof received;
  return new MismatchError(`${location}: expected ${expected}, found ${found}`);
}

type Convert = (value: unknown) => unknown;

/** How a field is converted. */
interface FieldConversion {
  readonly from: string;
  readonly to: string;
  readonly schema: AnySchema;
  /** Values of this `typeof` are copied as they are. */
  readonly copied: string;
  readonly convert: Convert;
}

/** The `typeof` of a schema's values in JSON. */
const jsonType = (type: string): string =>
  type === "enum" ? "string" : type === "integer" ? "number" : type;

/** The end of a date-time. Without an offset, `Date` would assume the local time zone. */
const ZONED = /(Z|[+-]..:..)$/;

/** The years 0000 to 9999 in UTC: RFC 3339 has no date-times outside them. */
const FIRST_MS = -62_167_219_200_000;
const LAST_MS = 253_402_300_799_999;

/** Milliseconds since 1970 of a date-time; `NaN` for any other value. */
function dateTimeMs(value: unknown): number {
  // An array with one date-time is not one, although it converts to the same text.
  if (typeof value !== "string") return Number.NaN;
  const ms = utcMilliseconds(value);
  return Number.isNaN(ms) && ZONED.test(value) ? Date.parse(value) : ms;
}

/**
 * Prepares the conversion of a schema's values: from JSON if `decoding`, otherwise to JSON.
 * @param depth how many steps the values are inside the outermost value
 */
function converter(schema: AnySchema, decoding: boolean, depth: number): Convert {
  const { type, items, fields, values, min, max } = schema;
  if (items) return arrayConverter(schema, decoding, depth);
  if (fields) return modelConverter(schema, decoding, depth);
  return (value) => {
    if (type === "dateTime") {
      if (decoding) {
        const ms = dateTimeMs(value);
        if (ms >= FIRST_MS && ms <= LAST_MS) return new Date(ms);
      } else if (value instanceof Date && !Number.isNaN(+value)) return value.toJSON();
    } else if (jsonType(type) === "number") {
      // JSON can encode infinity, as `1e999`.
      const isNumber = type === "integer" ? Number.isSafeInteger : Number.isFinite;
      // The service checks the ranges in a request. A comparison to an absent limit is false.
      const isOutside = (value as number) < min! || (value as number) > max!;
      if (isNumber(value) && !(decoding && isOutside)) return value;
    } else if (
      // A response may have values that the enum does not list.
      decoding
        ? typeof value === jsonType(type)
        : (values?.includes(value as string) ?? typeof value === type)
    ) {
      return value;
    }
    throw mismatch(schema, value, depth);
  };
}

function arrayConverter(schema: AnySchema, decoding: boolean, depth: number): Convert {
  const convert = converter(schema.items!, decoding, depth + 1);
  return (value) => {
    if (!Array.isArray(value)) throw mismatch(schema, value, depth);
    const output: unknown[] = decoding ? value : [];
    for (let index = 0; index < value.length; index++) {
      path[depth] = index;
      output[index] = convert(value[index]);
    }
    return output;
  };
}

function modelConverter(model: AnySchema, decoding: boolean, depth: number): Convert {
  const conversions: Record<string, FieldConversion> = Object.create(null);
  const fields = model.fields!;
  const keepsUnknown = decoding || model.isOpen;
  /** The fields that are required or have a default. */
  const needed: FieldConversion[] = [];
  for (const key in fields) {
    const schema = fields[key]!;
    const [from, to] = decoding ? [wireName(key), key] : [key, wireName(key)];
    const type = jsonType(schema.type);
    const copied = decoding && type !== "number" ? type : "";
    const conversion = {
      from,
      to,
      schema,
      copied,
      convert: converter(schema, decoding, depth + 1),
    };
    conversions[from] = conversion;
    if (!schema.optional || schema.default != null) needed.push(conversion);
  }
  /**
   * Creates an empty object with room for 24 fields. V8 reserves room for as many fields as the
   * constructor has assignments, whether they run or not, and 8 more. Without that room, V8
   * would repeatedly copy an object while fields are added.
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
    // A loop over the fields that are present is a third faster than one over all fields.
    for (const from in input) {
      const conversion = conversions[from];
      const item = input[from];
      if (!conversion) {
        // Neither takes the place of a known field, nor sets the prototype.
        if (keepsUnknown && !(from in fields)) output[from] ??= item;
      } else if (typeof item === conversion.copied || (item === null && decoding)) {
        output[conversion.to] = item;
      } else if (item != null) {
        path[depth] = from;
        output[conversion.to] = conversion.convert(item);
      }
    }
    for (const { from, to, schema } of needed) {
      if (output[to] != null) continue;
      path[depth] = from;
      if (!schema.optional) throw mismatch(schema, input[from], depth + 1);
      if (!decoding) output[to] = schema.default;
    }
    return output;
  };
}

const decoders = new WeakMap<AnySchema, Convert>();
const encoders = new WeakMap<AnySchema, Convert>();

function convert(schema: AnySchema, value: unknown, decoding: boolean, name = "value"): unknown {
  outermost = name;
  const known = decoding ? decoders : encoders;
  const run = known.get(schema) ?? converter(schema, decoding, 0);
  known.set(schema, run);
  return run(value);
}

/**
 * Decodes a response. Unknown properties and enum values are returned as they are.
 * The arrays of `json` are converted in place, so that the memory of their items can be reused.
 * @throws {MismatchError} if a required property is absent, or a value has another type or is out of
 *   its range.
 */
export function decode<M extends Model>(schema: M, json: unknown): Infer<M> {
  return convert(schema, json, true) as Infer<M>;
}

/**
 * Encodes a request. Defaults are filled in; absent and null properties are left out. Unknown
 * properties of open models are returned as they are, those of other models are left out.
 * @param name the name of the value in error messages
 * @throws {MismatchError} if a required property is absent or a value has another type.
 */
export function encode(schema: Model, value: unknown, name?: string): Record<string, unknown> {
  return convert(schema, value, false, name) as Record<string, unknown>;
}
