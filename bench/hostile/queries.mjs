/** Query strings up to the 16 KiB that a request's head may have. */

const MOST = 15_500;

/** A piece repeated as often as fits, or `times` times. */
export function repeatedQuery(piece, times = Number.POSITIVE_INFINITY) {
  const count = Math.min(times, Math.floor(MOST / (piece.length + 1)));
  return Array.from({ length: count }, () => piece).join("&");
}

/** Filters of a list, each a pair of a property and a value. */
export const filters = (...pairs) =>
  pairs
    .map(
      ([property, value]) =>
        `search_fields=${property}&search_field_values=${encodeURIComponent(value)}`,
    )
    .join("&");

/** This many filters; each is created from its number. */
export const filtersOf = (count, filterOf) =>
  filters(...Array.from({ length: count }, (_, index) => filterOf(index)));
