type Filter = readonly [property: string, value: string];

/** Repeats a piece `times` times, or as often as the head of a request allows. */
export function repeatedQuery(piece: string, times?: number): string;

/** Filters of a list, as pairs of a property and a value. */
export function filters(...pairs: Filter[]): string;

/** Creates `count` filters from their indexes. */
export function filtersOf(count: number, filterOf: (index: number) => Filter): string;
