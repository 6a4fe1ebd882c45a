/**
 * The vocabulary in which models are declared. A schema is plain data; what reads it (decode,
 * encode, check, json-schema) lives in a file of its own, so that a bundle holds only the
 * readers that it uses.
 */

export type Scalar = "string" | "integer" | "number" | "boolean" | "dateTime";

declare const phantom: unique symbol;

/** A schema whose values have the TypeScript type `T` (model side) and `W` (wire side). */
export interface Schema<T, W = T> {
  readonly type: Scalar | "enum" | "array" | "model";
  /** May be absent or null. */
  readonly optional?: boolean;
  /** What stands in for an absent value in a request. */
  readonly default?: T;
  /** The least number allowed (integer, number). */
  readonly min?: number;
  /** The greatest number allowed (integer, number). */
  readonly max?: number;
  /** The values of an enum: closed in requests, open in answers. */
  readonly values?: readonly string[];
  readonly items?: Schema<unknown, unknown>;
  readonly name?: string;
  readonly fields?: Fields;
  readonly [phantom]?: [T, W];
}

export interface Optional<T, W = T> extends Schema<T, W> {
  readonly optional: true;
}

export type Fields = Readonly<Record<string, Schema<unknown, unknown>>>;

export interface Model<F extends Fields = Fields> extends Schema<InferFields<F>, WireFields<F>> {
  readonly type: "model";
  readonly name: string;
  readonly fields: F;
}

type OptionalKeys<F extends Fields> = {
  [K in keyof F]: F[K] extends { readonly optional: true } ? K : never;
}[keyof F];

type Flat<T> = { [K in keyof T]: T[K] };

type InferFields<F extends Fields> = Flat<
  { -readonly [K in keyof F as K extends OptionalKeys<F> ? never : K]: Infer<F[K]> } & {
    -readonly [K in keyof F as K extends OptionalKeys<F> ? K : never]?:
      | Infer<F[K]>
      | null
      | undefined;
  }
>;

type WireFields<F extends Fields> = Flat<
  {
    -readonly [K in keyof F as K extends OptionalKeys<F> ? never : SnakeCase<K & string>]: Wire<
      F[K]
    >;
  } & {
    -readonly [K in keyof F as K extends OptionalKeys<F> ? SnakeCase<K & string> : never]?:
      | Wire<F[K]>
      | null
      | undefined;
  }
>;

type SnakeCase<S extends string> = S extends `${infer Head}${infer Tail}`
  ? `${Head extends Uppercase<Head> ? (Head extends Lowercase<Head> ? Head : `_${Lowercase<Head>}`) : Head}${SnakeCase<Tail>}`
  : S;

/** The type of a schema's values in the SDK: camelCase, date-times as `Date`. */
export type Infer<S> = S extends { readonly [phantom]?: [infer T, unknown] } ? T : never;

/** The type of a schema's values as JSON: snake_case, date-times as strings. */
export type Wire<S> = S extends { readonly [phantom]?: [unknown, infer W] } ? W : never;

/** The name of a field on the wire: `agentId` is `agent_id`. */
export const wireName = (key: string): string =>
  key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

export const string: Schema<string> = { type: "string" };
export const integer: Schema<number> = { type: "integer" };
export const number: Schema<number> = { type: "number" };
export const boolean: Schema<boolean> = { type: "boolean" };
/** RFC 3339 date-time with `Z` or an offset; a `Date` in the SDK. */
export const dateTime: Schema<Date, string> = { type: "dateTime" };

/** A whole number, zero or more. */
export const count: Schema<number> = { type: "integer", min: 0 };

/** A whole number, one or more. */
export const ordinal: Schema<number> = { type: "integer", min: 1 };

/** A number that may have a fraction, zero or more. */
export const quantity: Schema<number> = { type: "number", min: 0 };

/** Zero or more, up to a number. */
export const countUpTo = (max: number): Schema<number> => ({ ...count, max });

export const enumeration = <const T extends string>(
  values: Readonly<Record<string, T>> | readonly T[],
): Schema<T> => ({ type: "enum", values: Object.values(values) });

export const array = <T, W>(items: Schema<T, W>): Schema<T[], W[]> => ({ type: "array", items });

export const optional = <T, W>(schema: Schema<T, W>): Optional<T, W> => ({
  ...schema,
  optional: true,
});

export const withDefault = <T, W>(schema: Schema<T, W>, value: T): Optional<T, W> => ({
  ...schema,
  optional: true,
  default: value,
});

export const model = <const F extends Fields>(name: string, fields: F): Model<F> => ({
  type: "model",
  name,
  fields,
});

/** A model that has the fields of another and more. */
export const extend = <const F extends Fields, const G extends Fields>(
  name: string,
  base: F,
  more: G,
): Model<F & G> => model(name, { ...base, ...more });
