type Filter = readonly [property: string, value: string];

/** A piece repeated as often as fits into the headers of a request, or `times` times. */
export function repeatedQuery(piece: string, times?: number): string;

/** Filters of a list, each a pair of a property and a value. */
export function filters(...pairs: Filter[]): string;

/** This many filters; each is created from its number. */
export function filtersOf(count: number, filterOf: (index: number) => Filter): string;
