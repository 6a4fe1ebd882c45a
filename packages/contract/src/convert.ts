/** Conversion between the wire (snake_case JSON) and the model (camelCase, `Date`). */
import { type Infer, type Model, type Schema, wireName } from "./schema.js";

type AnySchema = Schema<unknown, unknown>;

/** Says that a value does not fit its schema, and where. */
export class Mismatch extends Error {
  readonly path: (string | number)[] = [];
  constructor(
    readonly expected: string,
    readonly received: unknown,
  ) {
    super();
  }
  /** The place as one would write it: `items[3].agent_name`. */
  get place(): string {
    return this.path.reduce<string>(
      (all, step) => (typeof step === "number" ? `${all}[${step}]` : all ? `${all}.${step}` : step),
      "",
    );
  }
  override get message(): string {
    const { received } = this;
    const kind = received === null ? "null" : Array.isArray(received) ? "array" : typeof received;
    const found =
      kind === "string"
        ? JSON.stringify((received as string).slice(0, 40))
        : kind === "undefined"
          ? "nothing"
          : kind;
    return `${this.place || "the value"}: expected ${this.expected}, found ${found}`;
  }
}

interface PlannedField {
  readonly key: string;
  readonly wire: string;
  readonly schema: AnySchema;
}

const plans = new WeakMap<AnySchema, PlannedField[]>();

function planOf(schema: AnySchema): PlannedField[] {
  let plan = plans.get(schema);
  if (!plan) {
    plan = Object.entries(schema.fields!).map(([key, field]) => ({
      key,
      wire: wireName(key),
      schema: field,
    }));
    plans.set(schema, plan);
  }
  return plan;
}

function convert(schema: AnySchema, value: unknown, encoding: boolean): unknown {
  const { type } = schema;
  if (type === "model") {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw new Mismatch("an object", value);
    }
    const input = value as Record<string, unknown>;
    const output: Record<string, unknown> = {};
    for (const { key, wire, schema: field } of planOf(schema)) {
      const from = encoding ? key : wire;
      let item = input[from];
      if (item == null) {
        if (encoding) item = field.default;
        if (item == null) {
          if (!field.optional) throw at(from, new Mismatch(expectation(field), item));
          if (item === null) output[key] = null;
          continue;
        }
      }
      if (field.type === typeof item) {
        output[encoding ? wire : key] = item;
        continue;
      }
      try {
        output[encoding ? wire : key] = convert(field, item, encoding);
      } catch (error) {
        throw at(from, error);
      }
    }
    return output;
  }
  if (type === "array") {
    if (!Array.isArray(value)) throw new Mismatch("an array", value);
    return value.map((item, index) => {
      try {
        return convert(schema.items!, item, encoding);
      } catch (error) {
        throw at(index, error);
      }
    });
  }
  if (type === "dateTime") {
    if (encoding) {
      if (value instanceof Date && !Number.isNaN(+value)) return value.toISOString();
    } else if (typeof value === "string") {
      const date = new Date(value);
      if (!Number.isNaN(+date)) return date;
    }
  } else if (type === "integer") {
    if (Number.isInteger(value)) return value;
  } else if (type === "enum") {
    if (typeof value === "string" && !(encoding && !schema.values!.includes(value))) return value;
  } else if (type === typeof value) {
    return value;
  }
  throw new Mismatch(expectation(schema), value);
}

function at(step: string | number, error: unknown): unknown {
  if (error instanceof Mismatch) error.path.unshift(step);
  return error;
}

function expectation({ type, values }: AnySchema): string {
  if (values) return `one of ${values.join(", ")}`;
  if (type === "dateTime") return "a date-time";
  return `${/^[aeiou]/.test(type) ? "an" : "a"} ${type === "model" ? "object" : type}`;
}

/**
 * Reads an answer, tolerantly: unknown properties are passed over, unknown enum values kept.
 * @throws {Mismatch} where a required property is absent or a value is of another type.
 */
export function decode<M extends Model>(schema: M, wire: unknown): Infer<M> {
  return convert(schema, wire, false) as Infer<M>;
}

/**
 * Writes a request: defaults filled in, absent and null properties left out.
 * @throws {Mismatch} where a property is missing or of another type.
 */
export function encode(schema: Model, value: unknown): Record<string, unknown> {
  return convert(schema, value, true) as Record<string, unknown>;
}
