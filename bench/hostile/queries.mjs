/** Query strings close to the limit of 16 KiB for the head of a request. */

const MAX_LENGTH = 15_500;

/** Repeats a piece `times` times, or as often as fits. */
export function repeatedQuery(piece, times = Number.POSITIVE_INFINITY) {
  const count = Math.min(times, Math.floor(MAX_LENGTH / (piece.length + 1)));
  return Array.from({ length: count }, () => piece).join("&");
}

/** Filters of a list, as pairs of a property and a value. */
export const filters = (...pairs) =>
  pairs
    .map(
      ([property, value]) =>
        `search_fields=${property}&search_field_values=${encodeURIComponent(value)}`,
    )
    .join("&");

/** Creates `count` filters from their indexes. */
export const filtersOf = (count, filterOf) =>
  filters(...Array.from({ length: count }, (_, index) => filterOf(index)));
