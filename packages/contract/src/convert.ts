/** Conversion between the wire (snake_case JSON) and the model (camelCase, `Date`). */
import { type Infer, type Model, type Schema, wireName } from "./schema.js";

type AnySchema = Schema<unknown, unknown>;

/** Says that a value does not fit its schema, and where: `items[3].agent_name: expected …`. */
export class Mismatch extends Error {}

function mismatch({ type, name, values }: AnySchema, received: unknown): Mismatch {
  const scalar = typeof received !== "string" && Object(received) !== received;
  const found = scalar ? received : Array.isArray(received) ? "array" : typeof received;
  return new Mismatch(` expected ${values?.join(" | ") ?? name ?? type}, found ${found}`);
}

/** Puts a place in front of a mismatch, from the inside out. */
function within(step: string | number, error: unknown): unknown {
  if (error instanceof Mismatch) {
    const joint = { " ": ":", "[": "" }[error.message[0]!] ?? ".";
    error.message = (typeof step === "number" ? `[${step}]` : step) + joint + error.message;
  }
  return error;
}

/** How a field is carried over. */
interface Step {
  readonly from: string;
  readonly to: string;
  /** The `typeof` whose values are carried over unseen; in a request there is none. */
  readonly plain: string;
  readonly schema: AnySchema;
}

type Plans = WeakMap<AnySchema, readonly Step[]>;

const decoding: Plans = new WeakMap();
const encoding: Plans = new WeakMap();

/** What `typeof` says of a value in JSON. */
const jsonType = (type: string): string =>
  type === "enum" ? "string" : type === "integer" ? "number" : type;

function planOf(schema: AnySchema, plans: Plans): readonly Step[] {
  let plan = plans.get(schema);
  if (!plan) {
    plan = Object.entries(schema.fields!).map(([key, field]) => {
      const wire = wireName(key);
      return plans === decoding
        ? { from: wire, to: key, plain: jsonType(field.type), schema: field }
        : { from: key, to: wire, plain: "", schema: field };
    });
    plans.set(schema, plan);
  }
  return plan;
}

function convert(schema: AnySchema, value: unknown, plans: Plans): unknown {
  const { items, fields } = schema;
  let step: string | number = "";
  try {
    if (items) {
      if (Array.isArray(value)) {
        const output: unknown[] = [];
        for (const item of value) {
          step = output.length;
          output.push(convert(items, item, plans));
        }
        return output;
      }
    } else if (fields) {
      if (value && typeof value === "object" && !Array.isArray(value)) {
        const output: Record<string, unknown> = {};
        for (const { from, to, plain, schema: field } of planOf(schema, plans)) {
          const item = (value as Record<string, unknown>)[from];
          if (typeof item === plain) {
            output[to] = item;
          } else if (item != null) {
            step = from;
            output[to] = convert(field, item, plans);
          } else if (plans === encoding && field.default !== undefined) {
            output[to] = field.default;
          } else if (!field.optional) {
            step = from;
            throw mismatch(field, item);
          } else if (item === null && plans === decoding) {
            output[to] = item;
          }
        }
        return output;
      }
    } else {
      const converted = scalar(schema, value, plans);
      if (converted != null) return converted;
    }
  } catch (error) {
    throw within(step, error);
  }
  throw mismatch(schema, value);
}

/** RFC 3339. Without an offset, a date-time would be taken for one of the reader's own zone. */
const DATE_TIME = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/;

/** A value that is neither a model nor an array, converted; nothing where it does not fit. */
function scalar({ type, values }: AnySchema, value: unknown, plans: Plans): unknown {
  if (type === "dateTime") {
    if (plans === encoding) return value instanceof Date ? value.toJSON() : undefined;
    const date = new Date(DATE_TIME.test(value as string) ? (value as string) : Number.NaN);
    return Number.isNaN(+date) ? undefined : date;
  }
  // An answer's enums are open, and JSON has neither NaN nor a whole number of another kind.
  const wrong =
    plans === encoding &&
    (values
      ? !values.includes(value as string)
      : Number.isNaN(value) || (type === "integer" && !Number.isInteger(value)));
  return !wrong && typeof value === jsonType(type) ? value : undefined;
}

/**
 * Reads an answer, tolerantly: unknown properties are passed over, unknown enum values kept.
 * @throws {Mismatch} where a required property is absent or a value is of another type.
 */
export function decode<M extends Model>(schema: M, wire: unknown): Infer<M> {
  return convert(schema, wire, decoding) as Infer<M>;
}

/**
 * Writes a request: defaults filled in, absent and null properties left out.
 * @throws {Mismatch} where a property is missing or of another type.
 */
export function encode(schema: Model, value: unknown): Record<string, unknown> {
  return convert(schema, value, encoding) as Record<string, unknown>;
}
