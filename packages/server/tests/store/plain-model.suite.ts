import {
  parseBound,
  parseDateTime,
  type SessionProperties,
  type SessionsListRequest,
  type SessionWire,
} from "syllable-contract";
import { FOLDED, fold } from "../../src/store/port/fold.js";

type Fields = Partial<SessionWire>;
type Filter = (session: Kept) => boolean;

interface Kept {
  readonly id: number;
  readonly at: number;
  readonly fields: Fields;
}

const CONTAINS: readonly string[] = FOLDED;

/** Sessions of an organisation, and what lists of them must have: worked out the plain way. */
export class PlainModel {
  readonly #sessions = new Map<number, Kept>();

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

  /** How many sessions a list must tell. */
  total(request: Partial<SessionsListRequest>): number {
    return this.#matching(request).length;
  }

  /** The ids that a list must have, all pages together. */
  ids(request: Partial<SessionsListRequest>): number[] {
    const sign = request.orderByDirection === "asc" ? 1 : -1;
    return this.#matching(request)
      .map((session) => ({ id: session.id, rank: rank(session, request.orderBy!) }))
      .sort((one, other) => sign * compare(one.rank, other.rank) || other.id - one.id)
      .map(({ id }) => id);
  }

  #matching(request: Partial<SessionsListRequest>): Kept[] {
    const { startDatetime, endDatetime, searchFields, searchFieldValues } = request;
    const from = startDatetime ? parseBound(startDatetime)! : Number.NEGATIVE_INFINITY;
    const until = endDatetime ? parseBound(endDatetime)! : Number.POSITIVE_INFINITY;
    const filters = (searchFields ?? []).map((property, index) =>
      filterOf(property, searchFieldValues![index]!),
    );
    return [...this.#sessions.values()].filter(
      (session) =>
        session.at >= from && session.at < until && filters.every((matches) => matches(session)),
    );
  }
}

function filterOf(property: SessionProperties, asked: string): Filter {
  if (property === "is_test") {
    return ({ fields }) => asked === "true" || (fields.is_test === true) === (asked === "only");
  }
  if (property === "timestamp") {
    const at = parseBound(asked);
    return (session) => session.at === at;
  }
  if (property === "session_id") return ({ id }) => String(id) === asked;
  const folded = fold(asked);
  return ({ fields }) => {
    const value = fields[property];
    if (value == null) return false;
    return CONTAINS.includes(property)
      ? fold(String(value)).includes(folded)
      : String(value) === asked;
  };
}

/** The value of a property as sorting sees it: absent is least, text goes by its bytes. */
function rank({ id, at, fields }: Kept, property: SessionProperties): Buffer | number {
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
