const NUL = "\0";
const ESCAPE = "\x01";
const ESCAPED_NUL = "\x01\x01";
const ESCAPED_ESCAPE = "\x01\x02";

/**
 * Escapes NUL characters, which PostgreSQL does not allow in a text: NUL becomes `\x01\x01`, and
 * `\x01` becomes `\x01\x02`. Escaped texts sort like the original ones.
 */
export const escapeNul = (text: string): string =>
  text.includes(NUL) || text.includes(ESCAPE)
    ? text.replaceAll(ESCAPE, ESCAPED_ESCAPE).replaceAll(NUL, ESCAPED_NUL)
    : text;

export const unescapeNul = (text: string): string =>
  text.includes(ESCAPE)
    ? text.replaceAll(ESCAPED_NUL, NUL).replaceAll(ESCAPED_ESCAPE, ESCAPE)
    : text;
