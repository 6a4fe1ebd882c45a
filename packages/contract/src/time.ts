/** Date-times in JSON and in filters, exact to the microsecond. */

const RFC3339 = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)$/;
/**
 * The extended and the basic format of ISO 8601. The sign of an offset may be a space, because an
 * unencoded `+` in a query is decoded as a space.
 */
const EXTENDED =
  /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?([Zz]|[ +-]\d\d(?::?\d\d)?)?)?$/;
const BASIC =
  /^(\d{4})(\d\d)(\d\d)(?:[Tt ](\d\d)(\d\d)(?:(\d\d)(?:[.,](\d+))?)?([Zz]|[ +-]\d\d(?::?\d\d)?)?)?$/;

/**
 * Parses an RFC 3339 date-time, as stored and sent: seconds and `Z` or an offset are required.
 * @returns microseconds since 1970, or `undefined` if the text is not such a date-time
 */
export function parseDateTime(text: string): number | undefined {
  const match = RFC3339.exec(text);
  return match ? microseconds(match) : undefined;
}

/**
 * Parses an ISO 8601 date or date-time of a filter, in the extended or the basic format. A date means the
 * start of that day. A time without an offset is in UTC.
 * @returns microseconds since 1970, or `undefined` if the text is neither
 */
export function parseBound(text: string): number | undefined {
  const match = EXTENDED.exec(text) ?? BASIC.exec(text);
  return match ? microseconds(match) : undefined;
}

function microseconds(match: RegExpExecArray): number | undefined {
  const [year, month, day, hour, minute, second] = [1, 2, 3, 4, 5, 6].map((i) =>
    Number(match[i] ?? 0),
  ) as [number, number, number, number, number, number];
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const isRealDay = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  if (!isRealDay || hour > 23 || minute > 59 || second > 59) return undefined;
  const offset = offsetMinutes(match[8]);
  if (offset === undefined) return undefined;
  const seconds = date.getTime() / 1000 + hour * 3600 + (minute - offset) * 60 + second;
  const value = seconds * 1_000_000 + Number((match[7] ?? "").slice(0, 6).padEnd(6, "0"));
  return Math.max(-Number.MAX_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, value));
}

function offsetMinutes(text: string | undefined): number | undefined {
  if (!text || text === "Z" || text === "z") return 0;
  const hours = Number(text.slice(1, 3));
  const minutes = Number(text.slice(3).replace(":", "") || 0);
  if (hours > 23 || minutes > 59) return undefined;
  return (text[0] === "-" ? -1 : 1) * (hours * 60 + minutes);
}
