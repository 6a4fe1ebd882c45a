import type { Parameter } from "./database.js";

/** A piece of a statement, with the parameters of its `?`. */
export interface Fragment {
  readonly text: string;
  readonly parameters: readonly Parameter[];
}

/** Text that is put into a statement as it stands: names and keywords, never what a client sent. */
export const raw = (text: string): Fragment => ({ text, parameters: [] });

/** A statement: fragments are put in as they are, every other value becomes a parameter. */
export function sql(texts: TemplateStringsArray, ...values: (Fragment | Parameter)[]): Fragment {
  let text = texts[0]!;
  const parameters: Parameter[] = [];
  values.forEach((value, index) => {
    if (isFragment(value)) {
      text += value.text;
      parameters.push(...value.parameters);
    } else {
      text += "?";
      parameters.push(value);
    }
    text += texts[index + 1]!;
  });
  return { text, parameters };
}

export function join(fragments: readonly Fragment[], separator: string): Fragment {
  return {
    text: fragments.map(({ text }) => text).join(separator),
    parameters: fragments.flatMap(({ parameters }) => parameters),
  };
}

const isFragment = (value: Fragment | Parameter): value is Fragment =>
  typeof value === "object" && value !== null && "text" in value;
