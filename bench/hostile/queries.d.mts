type Filter = readonly [property: string, value: string];

/** A piece repeated as often as fits into a request's head, or so many times. */
export function repeatedQuery(piece: string, times?: number): string;

/** Filters of a list, each a pair of a property and a value. */
export function filters(...pairs: Filter[]): string;

/** So many filters, by their number. */
export function filtersOf(count: number, filterOf: (index: number) => Filter): string;
