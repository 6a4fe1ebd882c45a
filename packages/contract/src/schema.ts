/**
 * The functions and types that models are declared with. A schema is plain data. Each reader of schemas
 * (decode, encode, validate, JSON Schema) is a separate file, so that a bundle includes only the
 * readers that it uses.
 */

export type ScalarType = "string" | "integer" | "number" | "boolean" | "dateTime";

declare const types: unique symbol;

/** A schema whose values have the TypeScript type `T` in the SDK and `W` in JSON. */
export interface Schema<T, W = T> extends Described, SchemaDetails {
  readonly type: ScalarType | "enum" | "array" | "model";
  /** Whether the value may be absent or null. */
  readonly optional?: boolean;
  /** The value that a request contains if none is given. */
  readonly default?: T;
  /** The least number allowed. */
  readonly min?: number;
  /** The greatest number allowed. */
  readonly max?: number;
  /** The values of an enum. Requests take no others; responses may have others. */
  readonly values?: readonly string[];
  /** The schema of an array's items. */
  readonly items?: Schema<unknown, unknown>;
  /** The fields of a model. */
  readonly fields?: Fields;
  /** Whether a request may have fields that the model does not have. They are stored as sent. */
  readonly isOpen?: boolean;
  /** Carries `T` and `W` for the compiler; never set. */
  readonly [types]?: [T, W];
}

/** The documentation of a field, a model, an enum or an operation. */
export interface Described {
  readonly description?: string;
  /** The description of the model or enum itself, if `description` is that of a field. */
  readonly ownDescription?: string;
}

/** Details of a schema that only the documentation needs. */
export interface SchemaDetails {
  /** The name of an enum or an open string, equal to that of the exported object. */
  readonly name?: string;
  /** The values of an open string that have a meaning today. Others are valid too. */
  readonly knownValues?: readonly string[];
  /** The unit of a number. */
  readonly unit?: string;
  /** What the service assumes if there is no value. */
  readonly defaultsTo?: string;
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
export type Infer<S> = S extends { readonly [types]?: [infer T, unknown] } ? T : never;

/** The type of a schema's values in JSON: snake_case, date-times as strings. */
export type Wire<S> = S extends { readonly [types]?: [unknown, infer W] } ? W : never;

/** The JSON name of a field: `agentId` becomes `agent_id`. */
export const wireName = (key: string): string =>
  key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** A known string or any other. Editors suggest the known ones. */
export type OpenString<T extends string> = T | (string & Record<never, never>);

export const string: Schema<string> = { type: "string" };
export const integer: Schema<number> = { type: "integer" };
export const number: Schema<number> = { type: "number" };
export const boolean: Schema<boolean> = { type: "boolean" };
/** An RFC 3339 date-time with `Z` or an offset; a `Date` in the SDK. */
export const dateTime: Schema<Date, string> = { type: "dateTime" };

/** A whole number, zero or more. */
export const count: Schema<number> = { type: "integer", min: 0 };

/** A whole number, one or more. */
export const positiveInteger: Schema<number> = { type: "integer", min: 1 };

/** A number that may have a fraction, zero or more. */
export const nonNegativeNumber: Schema<number> = { type: "number", min: 0 };

/** A number from zero to one. */
export const fraction: Schema<number> = { type: "number", min: 0, max: 1 };

/** A whole number from zero to `max`. */
export const countUpTo = /* @__NO_SIDE_EFFECTS__ */ (max: number): Schema<number> => ({
  ...count,
  max,
});

/** A string from a list. */
export const enumeration = /* @__NO_SIDE_EFFECTS__ */ <const T extends string>(
  values: Readonly<Record<string, T>> | readonly T[],
): Schema<T> => ({ type: "enum", values: Object.values(values) });

/** Any string. Its details list the values that are known today. */
export const openString = /* @__NO_SIDE_EFFECTS__ */ <T extends string>(): Schema<T> =>
  string as Schema<T>;

export const array = /* @__NO_SIDE_EFFECTS__ */ <T, W>(items: Schema<T, W>): Schema<T[], W[]> => ({
  type: "array",
  items,
});

export const optional = /* @__NO_SIDE_EFFECTS__ */ <T, W>(
  schema: Schema<T, W>,
): Optional<T, W> => ({ ...schema, optional: true });

/** An optional value. In a request, the SDK sends `value` if there is none. */
export const withDefault = /* @__NO_SIDE_EFFECTS__ */ <T, W>(
  schema: Schema<T, W>,
  value: T,
): Optional<T, W> => ({ ...optional(schema), default: value });

export const model = /* @__NO_SIDE_EFFECTS__ */ <const F extends Fields>(
  name: string,
  fields: F,
): Model<F> => ({ type: "model", name, fields });

/** A model of what is stored: a request may have further fields, such as those of a newer platform. */
export const openModel = /* @__NO_SIDE_EFFECTS__ */ <const F extends Fields>(
  name: string,
  fields: F,
): Model<F> => ({ ...model(name, fields), isOpen: true });

/**
 * Documents a field, a model, an enum or an operation. The build of the SDK replaces each call by its
 * `declaration`, so `details` must not contain anything that the SDK needs.
 * @param description complete sentences
 */
export const described = /* @__NO_SIDE_EFFECTS__ */ <
  const D extends Described,
  const T extends object = object,
>(
  description: string,
  declaration: D,
  details?: T & (D extends Schema<unknown, unknown> ? SchemaDetails : object),
): D & T => ({
  ...declaration,
  ownDescription: declaration.ownDescription ?? declaration.description,
  ...(details as T),
  description,
});
