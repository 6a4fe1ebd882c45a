/** A status such as `404` or `"404"`, a class such as `"4XX"`, `"default"` for any, or several. */
export type StatusCodes = number | string | readonly (number | string)[];

/** Whether a response has one of the statuses. */
export function matchStatusCode({ status }: Response, codes: StatusCodes): boolean {
  return [codes]
    .flat()
    .some(
      (code) =>
        code === "default" || new RegExp(`^${code}$`.replace(/x/gi, "\\d")).test(`${status}`),
    );
}

/**
 * Whether a response has a media type. Case and other parameters of the response are ignored.
 * A response without a media type counts as `application/octet-stream` (RFC 9110, section 8.3).
 * @param pattern a media type such as `application/json`, with the parameters that the response
 *   must have. `*` stands for any media type, and before or after the slash for anything
 */
export function matchContentType({ headers }: Response, pattern: string): boolean {
  const [range = "", ...parameters] = parse(pattern);
  const [actual = "", ...actualParameters] = parse(
    headers.get("content-type") || "application/octet-stream",
  );
  const [type, subtype] = range === "*" ? ["*", "*"] : range.split("/");
  const [actualType, actualSubtype] = actual.split("/");
  return (
    (type === "*" || type === actualType) &&
    (subtype === "*" || subtype === actualSubtype) &&
    parameters.every((parameter) => actualParameters.includes(parameter))
  );
}

/** Whether a response has one of the statuses and a media type. */
export const matchResponse = (response: Response, codes: StatusCodes, pattern: string): boolean =>
  matchStatusCode(response, codes) && matchContentType(response, pattern);

/** The type and the parameters of a media type, in lower case and without quotes. */
const parse = (text: string): string[] =>
  text
    .toLowerCase()
    .split(";")
    .map((part) => part.replace(/["\s]/g, ""))
    .filter(Boolean);
