/** The origin of an app, such as `capacitor://localhost`: a scheme, a host and an optional port. */
const APP_ORIGIN = /^[a-z][a-z\d+.-]*:\/\/[a-z\d.-]+(?::\d{1,5})?$/;

/**
 * Parses origins, separated by commas: `https://app.example.com`, or `*` for all.
 * @returns the origins in the form in which browsers send them
 * @throws if one is not an origin
 */
export function parseOrigins(list: string | readonly string[]): string[] {
  return [list]
    .flat()
    .flatMap((origins) => origins.split(","))
    .map((origin) => origin.trim())
    .filter((origin) => origin !== "")
    .map(parseOrigin);
}

function parseOrigin(text: string): string {
  if (text === "*") return text;
  const origin = originOf(text);
  if (origin !== undefined) return origin;
  throw new Error(
    `${JSON.stringify(text)} is not an origin such as https://app.example.com or http://localhost:5173, and not *`,
  );
}

function originOf(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, origin, pathname, search, hash, username, password } = new URL(text);
  if (protocol !== "http:" && protocol !== "https:") {
    return APP_ORIGIN.test(text) && protocol !== "file:" ? text : undefined;
  }
  const isOrigin = pathname + search + hash + username + password === "/";
  return isOrigin && /^https?:\/\//i.test(text) && !/[?#@*\\]/.test(text) ? origin : undefined;
}
