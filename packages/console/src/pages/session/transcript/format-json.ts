/** How many lines of JSON are shown at first. */
export const MOST_LINES = 40;

/** JSON with one value per line. A text that is not valid JSON stays as it is. */
export function format(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    return json;
  }
}

/** The most words of an error or a result that a line has room for. */
const MOST_CHARACTERS = 40;

/** A result in a few words, for the line of a folded tool call. Undefined if there is no short form. */
export function briefly(json: string | undefined): string | undefined {
  if (!json) return undefined;
  const value = parse(json);
  if (typeof value !== "object" || value === null) return cut(String(value));
  if (Array.isArray(value)) return counted(value.length, "items");
  const entries = Object.entries(value);
  const list = entries.find(([, item]) => Array.isArray(item));
  if (list) return counted((list[1] as unknown[]).length, list[0].replaceAll("_", " "));
  const simple = entries.filter(
    ([, item]) => typeof item !== "object" && typeof item !== "boolean",
  );
  return simple.length === 0 ? undefined : cut(simple.map(([, item]) => String(item)).join(" "));
}

/** `2 slots`, or `1 slot`. */
const counted = (count: number, plural: string): string =>
  `${count} ${count === 1 ? plural.replace(/s$/, "") : plural}`;

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}

const cut = (text: string): string =>
  text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
