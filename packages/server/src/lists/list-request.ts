import {
  addValidationError,
  OrderByDirection,
  parseBound,
  type ValidationError,
} from "syllable-contract";

export const ISO_8601 =
  "must be an ISO 8601 date or date-time, such as 2026-01-31, 2026-01-31T09:00:00Z, 2026-01-31T09:00:00+02:00 or 20260131T090000Z";

export const ISO_8601_RANGE = `${ISO_8601}, or a range, such as >=2026-01-31 or 2026-01-31..2026-02-28`;

/** The maximum number of different filters in a list request. */
const MAX_FILTERS = 50;

/** The query parameters of a list request, with the validation errors found in them so far. */
export interface ReadRequest<R> {
  readonly value: R;
  readonly errors: readonly ValidationError[];
}

/** The parameters that all list requests have. */
interface ListRequest<P> {
  readonly page?: number | null | undefined;
  readonly limit?: number | null | undefined;
  readonly searchFields?: readonly P[] | null | undefined;
  readonly searchFieldValues?: readonly string[] | null | undefined;
  readonly orderByDirection?: OrderByDirection | null | undefined;
  readonly startDatetime?: string | null | undefined;
  readonly endDatetime?: string | null | undefined;
}

/** The page, the direction and the time range of a list request. */
export const readPaging = (request: ListRequest<unknown>, errors: ValidationError[]) => ({
  page: request.page ?? 0,
  limit: request.limit ?? 25,
  descending: request.orderByDirection !== OrderByDirection.Asc,
  from: readBound("start_datetime", request.startDatetime, errors),
  until: readBound("end_datetime", request.endDatetime, errors),
});

function readBound(
  name: string,
  text: string | null | undefined,
  errors: ValidationError[],
): number | undefined {
  // A value of another type is reported as an error already.
  if (typeof text !== "string") return undefined;
  const bound = parseBound(text);
  if (bound === undefined) {
    addValidationError(errors, { loc: ["query", name], msg: ISO_8601, type: "datetime_parsing" });
  }
  return bound;
}

/** A search field with its value, and their index in the request. */
interface Pair<P> {
  readonly property: P;
  readonly text: string;
  readonly index: number;
}

/**
 * The filters of a request. `read` turns each pair of a field and a value into a filter. If it returns
 * `undefined`, `describeExpected` is the message of the validation error. A repeated pair counts once.
 */
export function readFilters<P, T>(
  request: ListRequest<P>,
  errors: ValidationError[],
  read: (property: P, text: string) => T | undefined,
  describeExpected: (property: P) => string,
): T[] {
  return pairsOf(request, errors).flatMap(({ property, text, index }) => {
    const filter = read(property, text);
    if (filter !== undefined) return [filter];
    const loc = ["query", "search_field_values", index];
    addValidationError(errors, { loc, msg: describeExpected(property), type: "value_error" });
    return [];
  });
}

/** The different pairs of a request. Empty if there are too many, or if the two counts differ. */
function pairsOf<P>(
  { searchFields, searchFieldValues }: ListRequest<P>,
  errors: ValidationError[],
): Pair<P>[] {
  const fields = searchFields ?? [];
  const values = searchFieldValues ?? [];
  const fail = (parameter: string, msg: string): [] => {
    addValidationError(errors, { loc: ["query", parameter], msg, type: "value_error" });
    return [];
  };
  if (fields.length !== values.length) {
    const counts = `${fields.length}, but has ${values.length}`;
    return fail("search_field_values", `must have as many items as search_fields: ${counts}`);
  }
  const pairs = new Map<string, Pair<P>>();
  for (const [index, property] of fields.entries()) {
    const text = values[index]!;
    const key = `${property}=${text}`;
    if (pairs.has(key)) continue;
    if (pairs.size === MAX_FILTERS) {
      return fail("search_fields", `must have at most ${MAX_FILTERS} different filters`);
    }
    pairs.set(key, { property, text, index });
  }
  return [...pairs.values()];
}

/** The fields of a page next to its items. */
export const pageFields = ({ page, limit }: { page: number; limit: number }, total: number) => ({
  page,
  page_size: limit,
  total_pages: limit === 0 ? 0 : Math.ceil(total / limit),
  total_count: total,
});
