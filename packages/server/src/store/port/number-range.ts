export interface Bound {
  readonly value: number;
  /** Whether the value itself is in the range. */
  readonly inclusive: boolean;
}

/** A range of numbers. Without `min` or `max`, it is unbounded on that side. */
export interface NumberRange {
  readonly min?: Bound;
  readonly max?: Bound;
}

/** The range that contains one number. */
export const exactly = (value: number): NumberRange => {
  const bound = { value, inclusive: true };
  return { min: bound, max: bound };
};

/** The numbers that are in both ranges. */
export const intersect = (one: NumberRange, other: NumberRange): NumberRange => {
  const min = tighter(one.min, other.min, 1);
  const max = tighter(one.max, other.max, -1);
  return { ...(min && { min }), ...(max && { max }) };
};

function tighter(
  one: Bound | undefined,
  other: Bound | undefined,
  sign: 1 | -1,
): Bound | undefined {
  if (!one || !other) return one ?? other;
  if (one.value === other.value) return one.inclusive ? other : one;
  return sign * (one.value - other.value) > 0 ? one : other;
}

/** Whether no number is in a range. */
export const isEmptyRange = ({ min, max }: NumberRange): boolean => {
  if (!min || !max) return false;
  if (min.value === max.value) return !min.inclusive || !max.inclusive;
  return min.value > max.value;
};

/** The only number in a range; undefined if the range may contain several. */
export const onlyNumber = ({ min, max }: NumberRange): number | undefined =>
  min?.inclusive && max?.inclusive && min.value === max.value ? min.value : undefined;
