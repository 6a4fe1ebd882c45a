import { type Bound, exactly, type NumberRange } from "../store/port/number-range.js";

const COMPARISON = /^([<>])(=?)(.*)$/s;
const BETWEEN = /^(.*?)\.\.(.*)$/s;

/**
 * Parses the value of a filter that accepts ranges: `x`, `>x`, `>=x`, `<x`, `<=x`, `x..y` with both ends
 * inclusive, `x..` or `..x`.
 * @param parse parses a number without a range; `undefined` if the text is not one
 * @returns `undefined` if the text is malformed
 */
export function parseRange(
  text: string,
  parse: (text: string) => number | undefined,
): NumberRange | undefined {
  const boundOf = (part: string, inclusive: boolean): Bound | undefined => {
    const value = parse(part.trim());
    return value === undefined ? undefined : { value, inclusive };
  };
  const comparison = COMPARISON.exec(text.trim());
  if (comparison) {
    const [, sign, equals, part] = comparison;
    const bound = boundOf(part!, equals === "=");
    return bound && (sign === ">" ? { min: bound } : { max: bound });
  }
  const between = BETWEEN.exec(text);
  if (between) {
    const [first, last] = [between[1]!.trim(), between[2]!.trim()];
    const min = boundOf(first, true);
    const max = boundOf(last, true);
    const isValid = (min || first === "") && (max || last === "") && (min || max);
    return isValid ? { ...(min && { min }), ...(max && { max }) } : undefined;
  }
  const exact = boundOf(text, true);
  return exact && exactly(exact.value);
}
