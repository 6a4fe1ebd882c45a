/** Conversion between the wire (snake_case JSON) and the model (camelCase, `Date`). */
import { type Infer, type Model, type Schema, wireName } from "./schema.js";

type AnySchema = Schema<unknown, unknown>;

/** Says that a value does not fit its schema, and where. */
export class Mismatch extends Error {
  /** The place as one would write it: `items[3].agent_name`. */
  place = "";
  readonly #expected: string;
  readonly #received: unknown;

  constructor(expected: string, received: unknown) {
    super();
    this.#expected = expected;
    this.#received = received;
  }

  /** Adds what the place is in. */
  within(step: string | number): this {
    const joint = this.place && !this.place.startsWith("[") ? "." : "";
    this.place = `${typeof step === "number" ? `[${step}]` : step}${joint}${this.place}`;
    return this;
  }

  override get message(): string {
    return `${this.place || "the value"}: expected ${this.#expected}, found ${kindOf(this.#received)}`;
  }
}

function kindOf(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  return Array.isArray(value) ? "an array" : `${article(typeof value)}`;
}

const article = (noun: string) => `${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun}`;

/** How a field is carried over. */
interface Step {
  readonly from: string;
  readonly to: string;
  /** The `typeof` whose values are carried over as they are. */
  readonly plain: string;
  readonly schema: AnySchema;
}

/** What `typeof` says of a value of an answer. Its enums are open, and JSON has one kind of number. */
const jsonType = (type: AnySchema["type"]): string =>
  type === "enum" ? "string" : type === "integer" ? "number" : type;

type Plans = WeakMap<AnySchema, readonly Step[]>;

const decoding: Plans = new WeakMap();
const encoding: Plans = new WeakMap();

function planOf(schema: AnySchema, plans: Plans): readonly Step[] {
  let plan = plans.get(schema);
  if (!plan) {
    const reading = plans === decoding;
    plan = Object.entries(schema.fields!).map(([key, field]) => {
      const wire = wireName(key);
      return {
        from: reading ? wire : key,
        to: reading ? key : wire,
        plain: reading ? jsonType(field.type) : field.type === "number" ? "" : field.type,
        schema: field,
      };
    });
    plans.set(schema, plan);
  }
  return plan;
}

function convert(schema: AnySchema, value: unknown, plans: Plans): unknown {
  const { type } = schema;
  if (type === "model") return convertModel(schema, value, plans);
  if (type === "array") return convertArray(schema, value, plans);
  const converted = plans === decoding ? read(type, value) : write(schema, value);
  if (converted === undefined) throw new Mismatch(expectation(schema), value);
  return converted;
}

function convertModel(schema: AnySchema, value: unknown, plans: Plans): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new Mismatch("an object", value);
  }
  const input = value as Record<string, unknown>;
  const output: Record<string, unknown> = {};
  let place = "";
  try {
    for (const { from, to, plain, schema: field } of planOf(schema, plans)) {
      const item = input[from];
      if (typeof item === plain) {
        output[to] = item;
      } else if (item != null) {
        place = from;
        output[to] = convert(field, item, plans);
      } else if (plans === encoding && field.default !== undefined) {
        output[to] = field.default;
      } else if (!field.optional) {
        place = from;
        throw new Mismatch(expectation(field), item);
      } else if (item === null && plans === decoding) {
        output[to] = null;
      }
    }
  } catch (error) {
    throw error instanceof Mismatch ? error.within(place) : error;
  }
  return output;
}

function convertArray(schema: AnySchema, value: unknown, plans: Plans): unknown[] {
  if (!Array.isArray(value)) throw new Mismatch("an array", value);
  const items = schema.items!;
  const output = new Array<unknown>(value.length);
  let index = 0;
  try {
    for (; index < value.length; index++) output[index] = convert(items, value[index], plans);
  } catch (error) {
    throw error instanceof Mismatch ? error.within(index) : error;
  }
  return output;
}

/** RFC 3339: without an offset, a date-time would be taken for one in the reader's own zone. */
const DATE_TIME = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/;

/** A value of an answer as the model has it; `undefined` where it does not fit. */
function read(type: AnySchema["type"], value: unknown): unknown {
  if (type !== "dateTime") {
    return typeof value === jsonType(type) ? value : undefined;
  }
  if (typeof value !== "string" || !DATE_TIME.test(value)) return undefined;
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** A value of a request as the wire has it; `undefined` where it does not fit. */
function write({ type, values }: AnySchema, value: unknown): unknown {
  let fits = false;
  if (type === "dateTime") {
    return value instanceof Date && !Number.isNaN(value.getTime())
      ? value.toISOString()
      : undefined;
  }
  if (type === "enum") fits = values!.includes(value as string);
  else if (type === "integer") fits = Number.isInteger(value);
  else if (type === "number") fits = Number.isFinite(value);
  else fits = type === typeof value;
  return fits ? value : undefined;
}

function expectation({ type, values }: AnySchema): string {
  if (values) return `one of ${values.join(", ")}`;
  return article(type === "dateTime" ? "date-time" : type === "model" ? "object" : type);
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
