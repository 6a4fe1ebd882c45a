import {
  parseBound,
  parseDateTime,
  type SessionProperties,
  type SessionSearchProperties,
  type SessionsListRequest,
  type SessionWire,
} from "syllable-contract";
import { FOLDED, fold } from "../../src/store/port/fold.js";
import type { Assessed } from "./assessed-sessions.suite.js";

type Fields = Partial<SessionWire & Assessed>;
type Filter = (session: Stored) => boolean;

interface Stored {
  readonly id: number;
  readonly at: number;
  readonly fields: Fields;
}

const CONTAINS: readonly string[] = FOLDED;
const ADDRESSES: readonly string[] = ["source", "target"];
const PHONE = /^[0-9+(). -]*[0-9][0-9+(). -]*$/;

const digitsOf = (text: string): string => text.replace(/[^0-9]/g, "");

/** The sessions of an organisation, and the ids and totals of their lists, computed without indexes. */
export class PlainModel {
  readonly #sessions = new Map<number, Stored>();

  /** `assessed` returns how a session is assessed. */
  constructor(private readonly assessed: (id: number) => Partial<Assessed> = () => ({})) {}

  get sessionIds(): number[] {
    return [...this.#sessions.keys()];
  }

  has(id: number): boolean {
    return this.#sessions.has(id);
  }

  put(id: number, fields: Fields): void {
    this.#sessions.set(id, { id, at: parseDateTime(fields.timestamp!)!, fields });
  }

  delete(id: number): void {
    this.#sessions.delete(id);
  }

  get size(): number {
    return this.#sessions.size;
  }

  /** The total of a list. */
  total(request: Partial<SessionsListRequest>): number {
    return this.#matching(request).length;
  }

  /** The ids of all pages of a list, in order. */
  ids(request: Partial<SessionsListRequest>): number[] {
    const sign = request.orderByDirection === "asc" ? 1 : -1;
    return this.#matching(request)
      .map((session) => ({ id: session.id, rank: rank(session, request.orderBy!) }))
      .sort((one, other) => sign * compare(one.rank, other.rank) || other.id - one.id)
      .map(({ id }) => id);
  }

  #matching(request: Partial<SessionsListRequest>): Stored[] {
    const { startDatetime, endDatetime, searchFields, searchFieldValues } = request;
    const from = startDatetime ? parseBound(startDatetime)! : Number.NEGATIVE_INFINITY;
    const until = endDatetime ? parseBound(endDatetime)! : Number.POSITIVE_INFINITY;
    const filters = (searchFields ?? []).map((property, index) =>
      filterOf(property, searchFieldValues![index]!),
    );
    return [...this.#sessions.values()]
      .map((session) => ({
        ...session,
        fields: { ...session.fields, ...this.assessed(session.id) },
      }))
      .filter(
        (session) =>
          session.at >= from && session.at < until && filters.every((matches) => matches(session)),
      );
  }
}

function filterOf(property: SessionSearchProperties, expected: string): Filter {
  if (property === "is_test") {
    return ({ fields }) =>
      expected === "true" || (fields.is_test === true) === (expected === "only");
  }
  if (property === "timestamp") {
    const isIn = rangeOf(expected, parseBound);
    return ({ at }) => isIn(at);
  }
  if (property === "duration") {
    const isIn = rangeOf(expected, Number);
    return ({ fields: { duration } }) => duration != null && isIn(duration);
  }
  if (property === "session_id") return ({ id }) => String(id) === expected;
  if (ADDRESSES.includes(property) && PHONE.test(expected)) {
    const digits = digitsOf(expected);
    return ({ fields }) => digitsOf(String(fields[property] ?? "")).includes(digits);
  }
  const folded = fold(expected);
  return ({ fields }) => {
    const value = fields[property];
    if (value == null) return false;
    return CONTAINS.includes(property)
      ? fold(String(value)).includes(folded)
      : String(value) === expected;
  };
}

function rangeOf(
  text: string,
  parse: (text: string) => number | undefined,
): (value: number) => boolean {
  if (text.startsWith(">=")) return (value) => value >= parse(text.slice(2))!;
  if (text.startsWith(">")) return (value) => value > parse(text.slice(1))!;
  if (text.startsWith("<=")) return (value) => value <= parse(text.slice(2))!;
  if (text.startsWith("<")) return (value) => value < parse(text.slice(1))!;
  const [first, last] = text.split("..");
  if (last === undefined) return (value) => value === parse(text);
  return (value) =>
    (first === "" || value >= parse(first!)!) && (last === "" || value <= parse(last)!);
}

/** The value that a property is sorted by. An absent value is the least; text is compared by its bytes. */
function rank({ id, at, fields }: Stored, property: SessionProperties): Buffer | number {
  if (property === "timestamp") return at;
  if (property === "session_id") return id;
  const value = property === "is_test" ? fields.is_test === true : fields[property];
  if (value == null) return Number.NEGATIVE_INFINITY;
  return typeof value === "string" ? Buffer.from(value) : Number(value);
}

function compare(one: Buffer | number, other: Buffer | number): number {
  if (typeof one === "number" && typeof other === "number") return Math.sign(one - other) || 0;
  if (typeof one === "number") return -1;
  return typeof other === "number" ? 1 : one.compare(other);
}
