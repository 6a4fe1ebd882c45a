import { addFault, type ValidationError } from "#contract/faults.js";
import { OrderByDirection } from "#contract/session.js";
import { parseBound } from "#contract/time.js";

export const ISO_8601 =
  "must be an ISO 8601 date or date-time, such as 2026-01-31 or 2026-01-31T09:00:00Z";

/** A list request as read from a query, with the faults found so far. */
export interface ReadRequest<R> {
  readonly value: R;
  readonly errors: readonly ValidationError[];
}

/** What the requests of all lists have in common. */
interface ListRequest<P> {
  readonly page?: number | null | undefined;
  readonly limit?: number | null | undefined;
  readonly searchFields?: readonly P[] | null | undefined;
  readonly searchFieldValues?: readonly string[] | null | undefined;
  readonly orderByDirection?: OrderByDirection | null | undefined;
  readonly startDatetime?: string | null | undefined;
  readonly endDatetime?: string | null | undefined;
}

/** Which part of what matches is asked for, in which direction and of which time. */
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
  // Anything but text is a fault that is found already.
  if (typeof text !== "string") return undefined;
  const bound = parseBound(text);
  if (bound === undefined) {
    addFault(errors, { loc: ["query", name], msg: ISO_8601, type: "datetime_parsing" });
  }
  return bound;
}

/** What each pair of a field and a value asks; where `read` finds none, it is told what is expected. */
export function readFilters<P, T>(
  { searchFields, searchFieldValues }: ListRequest<P>,
  errors: ValidationError[],
  read: (property: P, text: string) => T | undefined,
  expected: (property: P) => string,
): T[] {
  const fields = searchFields ?? [];
  const values = searchFieldValues ?? [];
  if (fields.length !== values.length) {
    addFault(errors, {
      loc: ["query", "search_field_values"],
      msg: `must pair with search_fields: ${fields.length} fields, ${values.length} values`,
      type: "value_error",
    });
    return [];
  }
  return fields.flatMap((property, index) => {
    const asked = read(property, values[index]!);
    if (asked !== undefined) return [asked];
    const loc = ["query", "search_field_values", index];
    addFault(errors, { loc, msg: expected(property), type: "value_error" });
    return [];
  });
}

/** How a page tells where it stands. */
export const pageFacts = ({ page, limit }: { page: number; limit: number }, total: number) => ({
  page,
  page_size: limit,
  total_pages: limit === 0 ? 0 : Math.ceil(total / limit),
  total_count: total,
});
