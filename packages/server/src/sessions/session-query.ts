import {
  parseBound,
  SessionProperties,
  SessionSearchProperties,
  type SessionsListRequest,
} from "syllable-contract";
import { InvalidInputError } from "../errors.js";
import {
  ISO_8601_RANGE,
  type ReadRequest,
  readFilters,
  readPaging,
} from "../lists/list-request.js";
import { parseRange } from "../lists/parse-range.js";
import { foldAddressFilter } from "../store/port/address.js";
import { FOLDED, fold } from "../store/port/fold.js";
import { LABELS, type SessionFilter, type SessionQuery } from "../store/port.js";
import { parseSessionId } from "./session-id.js";

type Tests = SessionQuery["tests"];

const CONTAINS: readonly string[] = FOLDED;
const TESTS = new Map<string, Tests>([
  ["true", "with"],
  ["false", "without"],
  ["only", "only"],
]);
const BOOLEANS = new Map([
  ["true", 1],
  ["false", 0],
]);
const NUMBER = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i;
/** Combined with `only` tests, this filter matches nothing: all filters must match. */
const NOT_A_TEST: SessionFilter = { property: "is_test", match: "equals", value: 0 };

/** Reads the query of a list request. Throws an `InvalidInputError` with every validation error. */
export function readSessionQuery(read: ReadRequest<SessionsListRequest>): SessionQuery {
  const errors = [...read.errors];
  const query = {
    ...readPaging(read.value, errors),
    ...splitTests(readFilters(read.value, errors, readFilter, describeExpected)),
    orderBy: read.value.orderBy ?? SessionProperties.Timestamp,
  };
  if (errors.length > 0) throw new InvalidInputError(errors);
  return query;
}

/** Separates filters by `is_test`, which choose the sessions that the other filters apply to. */
function splitTests(requested: (SessionFilter | Tests)[]): Pick<SessionQuery, "filters" | "tests"> {
  const filters = requested.filter((filter) => typeof filter === "object");
  const tests = new Set(requested.filter((filter) => typeof filter === "string"));
  if (tests.has("only") && tests.has("without")) filters.push(NOT_A_TEST);
  if (tests.has("only")) return { filters, tests: "only" };
  return { filters, tests: tests.has("with") && !tests.has("without") ? "with" : "without" };
}

function readFilter(
  property: SessionSearchProperties,
  text: string,
): SessionFilter | Tests | undefined {
  if (property === SessionProperties.IsTest) return TESTS.get(text.toLowerCase());
  if (property === SessionProperties.Timestamp) return between(property, text, parseBound);
  if (property === SessionProperties.Duration) return between(property, text, parseNumber);
  if (property === SessionProperties.Source || property === SessionProperties.Target) {
    return { property, match: "contains", value: foldAddressFilter(text) };
  }
  if (CONTAINS.includes(property)) return { property, match: "contains", value: fold(text) };
  const value = readValue(property, text);
  return value === undefined ? undefined : { property, match: "equals", value };
}

function between(
  property: "timestamp" | "duration",
  text: string,
  parse: (text: string) => number | undefined,
): SessionFilter | undefined {
  const range = parseRange(text, parse);
  return range && { property, match: "between", range };
}

const parseNumber = (text: string): number | undefined =>
  NUMBER.test(text) ? Number(text) : undefined;

function readValue(property: SessionSearchProperties, text: string): string | number | undefined {
  switch (property) {
    case SessionProperties.SessionId:
      // Every session id is a decimal number. No session has -1.
      return parseSessionId(text) ?? -1;
    case SessionProperties.IsOutbound:
    case SessionProperties.IsLegacy:
    case SessionSearchProperties.ToolErrors:
    case SessionSearchProperties.AudioFaults:
      return BOOLEANS.get(text.toLowerCase());
    case SessionSearchProperties.Label:
      return LABELS.find((label) => label === text.toLowerCase());
    default:
      return text;
  }
}

function describeExpected(property: SessionSearchProperties): string {
  switch (property) {
    case SessionProperties.Timestamp:
      return `${ISO_8601_RANGE}, to filter by timestamp`;
    case SessionProperties.Duration:
      return "must be a number of seconds, such as 60, or a range, such as >=60, >60, <=60, <60, 60..300, 60.. or ..300, to filter by duration";
    case SessionProperties.IsTest:
      return "must be true (with test sessions), only (nothing else) or false, to filter by is_test";
    case SessionSearchProperties.Label:
      return "must be good, ok, bad, other or none, to filter by label";
    default:
      return `must be true or false, to filter by ${property}`;
  }
}
