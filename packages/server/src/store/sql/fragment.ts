import type { Parameter, Sql, Value } from "./database.js";

/**
 * A piece of a statement, with the parameters of its `?`. `sql` makes one. The constructor is for
 * the texts of a `Dialect`, which have a `?`.
 */
export class Fragment {
  constructor(
    readonly text: string,
    readonly parameters: readonly Parameter[],
  ) {}
}

/** Text inserted as is: names, keywords and texts of a `Dialect` without `?`, never text of a client. */
export const raw = (text: string): Fragment => new Fragment(text, []);

export const EMPTY: Fragment = raw("");

/** A statement. Fragments are inserted; every other value becomes a parameter. */
export function sql(texts: TemplateStringsArray, ...values: (Fragment | Parameter)[]): Fragment {
  let text = texts[0]!;
  const parameters: Parameter[] = [];
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    if (value instanceof Fragment) {
      text += value.text;
      for (const parameter of value.parameters) parameters.push(parameter);
    } else {
      text += "?";
      parameters.push(value);
    }
    text += texts[index + 1]!;
  }
  return new Fragment(text, parameters);
}

export function join(fragments: readonly Fragment[], separator: string): Fragment {
  let text = "";
  const parameters: Parameter[] = [];
  for (const fragment of fragments) {
    text += text === "" ? fragment.text : separator + fragment.text;
    for (const parameter of fragment.parameters) parameters.push(parameter);
  }
  return new Fragment(text, parameters);
}

export const and = (conditions: readonly Fragment[]): Fragment =>
  conditions.length === 0 ? raw("TRUE") : join(conditions, " AND ");

/** All rows that a statement selects. */
export const selectRows = <T extends readonly Value[]>(
  db: Sql,
  statement: Fragment,
): Promise<T[]> => db.rows<T>(statement.text, statement.parameters);

/** The only row of a statement that always selects one. */
export const selectRow = async <T extends readonly Value[]>(
  db: Sql,
  statement: Fragment,
): Promise<T> => (await db.row<T>(statement.text, statement.parameters))!;
