/**
 * How many statements are prepared. Further statements are sent as text each time, because a
 * connection cannot reuse the name of a prepared statement.
 */
const MAX_PREPARED = 500;

export interface Statement {
  readonly text: string;
  /** The name under which each connection prepares the statement once. */
  readonly name?: string;
}

const statements = new Map<string, Statement>();

/** The statement for a text with `?` as the placeholder of each parameter. */
export function statementOf(text: string): Statement {
  const existing = statements.get(text);
  if (existing) return existing;
  let number = 0;
  const numbered = text.replaceAll("?", () => {
    number += 1;
    return `$${number}`;
  });
  if (statements.size >= MAX_PREPARED) return { text: numbered };
  const statement = { text: numbered, name: `syllable_${statements.size}` };
  statements.set(text, statement);
  return statement;
}
