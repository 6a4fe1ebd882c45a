/** How many statements are prepared; those that come after are sent with their text each time. */
const PREPARED = 500;

export interface Statement {
  readonly text: string;
  /** The name under which each connection prepares it once. */
  readonly name?: string;
}

const statements = new Map<string, Statement>();

/** The statement of a text in which `?` stands for each parameter. */
export function statementOf(text: string): Statement {
  const known = statements.get(text);
  if (known) return known;
  let number = 0;
  const numbered = text.replaceAll("?", () => {
    number += 1;
    return `$${number}`;
  });
  if (statements.size >= PREPARED) return { text: numbered };
  const statement = { text: numbered, name: `syllable_${statements.size}` };
  statements.set(text, statement);
  return statement;
}
