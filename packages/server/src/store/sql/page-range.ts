/** The position of a page in a sorted list. */
export interface PageRange {
  readonly offset: number;
  readonly limit: number;
}

/** More than any organisation has. Databases reject much larger numbers. */
const MAX_OFFSET = 2 ** 53 - 1;

export const pageRange = (query: { readonly page: number; readonly limit: number }): PageRange => ({
  offset: Math.min(query.page * query.limit, MAX_OFFSET),
  limit: query.limit,
});
