import type { ValidationError } from "#contract/check.js";
import {
  OrderByDirection,
  SessionProperties,
  type SessionsListRequest,
} from "#contract/session.js";
import { parseBound } from "#contract/time.js";
import { Failure } from "../failure.js";
import { FOLDED, fold } from "../store/fold.js";
import type { SessionFilter, SessionQuery } from "../store/port.js";
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
/** With this one, `only` tests leaves nothing: both must hold. */
const NOT_A_TEST: SessionFilter = { property: "is_test", match: "equals", value: 0 };
const ISO_8601 =
  "must be an ISO 8601 date or date-time, such as 2026-01-31 or 2026-01-31T09:00:00Z";

/** A list request as read from a query, with the faults found so far. */
export interface ReadRequest {
  readonly value: SessionsListRequest;
  readonly errors: readonly ValidationError[];
}

/** What a list request asks of the store. Throws a 422 that names every fault. */
export function readSessionQuery({ value: request, errors: found }: ReadRequest): SessionQuery {
  const errors = [...found];
  const { filters, tests } = readFilters(request, errors);
  const query: SessionQuery = {
    page: request.page ?? 0,
    limit: request.limit ?? 25,
    filters,
    tests,
    orderBy: request.orderBy ?? "timestamp",
    descending: request.orderByDirection !== OrderByDirection.Asc,
    from: readBound("start_datetime", request.startDatetime, errors),
    until: readBound("end_datetime", request.endDatetime, errors),
  };
  if (errors.length > 0) throw new Failure(422, errors);
  return query;
}

function readBound(
  name: string,
  text: string | null | undefined,
  errors: ValidationError[],
): number | undefined {
  // Anything but text is a fault that is found already.
  if (typeof text !== "string") return undefined;
  const bound = parseBound(text);
  if (bound === undefined) {
    errors.push({ loc: ["query", name], msg: ISO_8601, type: "datetime_parsing" });
  }
  return bound;
}

function readFilters(
  { searchFields, searchFieldValues }: SessionsListRequest,
  errors: ValidationError[],
): { filters: SessionFilter[]; tests: Tests } {
  const fields = searchFields ?? [];
  const values = searchFieldValues ?? [];
  if (fields.length !== values.length) {
    errors.push({
      loc: ["query", "search_field_values"],
      msg: `must pair with search_fields: ${fields.length} fields, ${values.length} values`,
      type: "value_error",
    });
    return { filters: [], tests: "without" };
  }
  const filters: SessionFilter[] = [];
  const tests = new Set<Tests>();
  fields.forEach((property, index) => {
    const text = values[index]!;
    const read =
      property === SessionProperties.IsTest
        ? TESTS.get(text.toLowerCase())
        : readFilter(property, text);
    if (read === undefined) {
      const loc = ["query", "search_field_values", index];
      errors.push({ loc, msg: expected(property), type: "value_error" });
    } else if (typeof read === "string") tests.add(read);
    else filters.push(read);
  });
  if (tests.has("only") && tests.has("without")) filters.push(NOT_A_TEST);
  if (tests.has("only")) return { filters, tests: "only" };
  return { filters, tests: tests.has("with") && !tests.has("without") ? "with" : "without" };
}

function readFilter(property: SessionProperties, text: string): SessionFilter | undefined {
  if (CONTAINS.includes(property)) return { property, match: "contains", value: fold(text) };
  const value = readValue(property, text);
  return value === undefined ? undefined : { property, match: "equals", value };
}

function readValue(property: SessionProperties, text: string): string | number | undefined {
  switch (property) {
    case SessionProperties.Timestamp:
      return parseBound(text);
    case SessionProperties.SessionId:
      // No session has another id than a decimal number, and -1 is none.
      return parseSessionId(text) ?? -1;
    case SessionProperties.Duration:
      return NUMBER.test(text) ? Number(text) : undefined;
    case SessionProperties.IsOutbound:
    case SessionProperties.IsLegacy:
      return BOOLEANS.get(text.toLowerCase());
    default:
      return text;
  }
}

function expected(property: SessionProperties): string {
  switch (property) {
    case SessionProperties.Timestamp:
      return `${ISO_8601}, to filter by timestamp`;
    case SessionProperties.Duration:
      return "must be a number of seconds, to filter by duration";
    case SessionProperties.IsTest:
      return "must be true (with test sessions), only (nothing else) or false, to filter by is_test";
    default:
      return `must be true or false, to filter by ${property}`;
  }
}
