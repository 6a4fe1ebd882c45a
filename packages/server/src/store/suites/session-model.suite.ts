import { describe, expect, test } from "vitest";
import {
  SessionProperties,
  type SessionsListRequest,
  type SessionWire,
} from "#contract/session.js";
import { parseBound, parseDateTime } from "#contract/time.js";
import type { StorePlace } from "../store.suite.js";
import { idsOf, query, record, withStore } from "./with-store.suite.js";

const SEED = 20_260_131;
const ROUNDS = 60;
const ORGANISATIONS = [1, 2];
const properties = Object.values(SessionProperties);

/** The same numbers from 0 to 1 in every run (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Sessions = Map<number, Partial<SessionWire>>;

/** The value of a property as sorting sees it: absent is least, text goes by its bytes. */
function rank(session: Partial<SessionWire>, property: SessionProperties): Buffer | number {
  if (property === "timestamp") return parseDateTime(session.timestamp!)!;
  if (property === "session_id") return Number(session.session_id);
  const value = property === "is_test" ? session.is_test === true : session[property];
  if (value == null) return Number.NEGATIVE_INFINITY;
  return typeof value === "string" ? Buffer.from(value) : Number(value);
}

function compare(one: Buffer | number, other: Buffer | number): number {
  if (typeof one === "number" && typeof other === "number") return Math.sign(one - other) || 0;
  if (typeof one === "number") return -1;
  return typeof other === "number" ? 1 : one.compare(other);
}

/** The ids that a list must have, all pages together, worked out the plain way. */
function expectedIds(sessions: Sessions, request: Partial<SessionsListRequest>): number[] {
  const matches = (session: Partial<SessionWire>): boolean => {
    const at = parseDateTime(session.timestamp!)!;
    if (request.startDatetime && at < parseBound(request.startDatetime)!) return false;
    if (request.endDatetime && at >= parseBound(request.endDatetime)!) return false;
    return request.searchFields!.every((property, index) => {
      const asked = request.searchFieldValues![index]!;
      if (property === "is_test") {
        return asked === "true" || (session.is_test === true) === (asked === "only");
      }
      const value = session[property];
      if (value == null) return false;
      return property === "agent_name"
        ? String(value).toLowerCase().includes(asked.toLowerCase())
        : String(value) === asked;
    });
  };
  const sign = request.orderByDirection === "asc" ? 1 : -1;
  const orderBy = request.orderBy!;
  return [...sessions.entries()]
    .filter(([, session]) => matches(session))
    .sort(
      ([oneId, one], [otherId, other]) =>
        sign * compare(rank(one, orderBy), rank(other, orderBy)) || otherId - oneId,
    )
    .map(([id]) => id);
}

export function sessionModelSuite(newPlace: () => Promise<StorePlace>): void {
  describe("after random puts, replaces, creates and deletes", () => {
    const store = withStore(newPlace);
    const random = randomFrom(SEED);
    const below = (count: number) => Math.floor(random() * count);
    const pick = <T>(from: readonly T[]): T => from[below(from.length)]!;
    const names = ["Desk", "desk two", "Ärzte", "ÄRZTE NORD", "zz", "Zz"];

    const randomFields = (id: number): Partial<SessionWire> => ({
      session_id: String(id),
      timestamp: `2026-01-0${1 + below(4)}T00:00:0${below(3)}Z`,
      agent_name: pick([...names, null]),
      agent_id: pick(["1", "2", null]),
      duration: pick([0, 1.5, 60, null]),
      is_outbound: pick([true, false, null]),
      is_test: pick([true, false, false, null]),
    });

    const randomRequest = (): Partial<SessionsListRequest> => {
      const filters: [SessionProperties, string][] = [["is_test", pick(["true", "false", "only"])]];
      if (below(3) === 0) filters.push(["agent_name", pick(["desk", "ä", "Z", "o"])]);
      if (below(4) === 0) filters.push(["agent_id", pick(["1", "2", "3"])]);
      if (below(4) === 0) filters.push(["is_outbound", pick(["true", "false"])]);
      if (below(4) === 0) filters.push(["duration", pick(["0", "1.5"])]);
      return {
        searchFields: filters.map(([property]) => property),
        searchFieldValues: filters.map(([, value]) => value),
        startDatetime: pick([undefined, undefined, "2026-01-02", "2026-01-02T00:00:01Z"]),
        endDatetime: pick([undefined, undefined, "2026-01-04", "2026-01-03T00:00:02Z"]),
        orderBy: pick(properties),
        orderByDirection: pick(["asc", "desc"]),
      };
    };

    test(`lists and totals are those of a plain model (seed ${SEED})`, async () => {
      const models = new Map<number, Sessions>(ORGANISATIONS.map((id) => [id, new Map()]));
      for (let round = 0; round < ROUNDS; round++) {
        const organisation = pick(ORGANISATIONS);
        const model = models.get(organisation)!;
        const known = (id: number) => model.has(id);

        const batch = Array.from({ length: below(12) }, () => below(120)).map((id) => ({
          id,
          fields: randomFields(id),
        }));
        const outcomes = await store().sessions.put(
          organisation,
          batch.map(({ id, fields }) => record(id, fields)),
        );
        batch.forEach(({ id, fields }, index) => {
          expect(outcomes[index]).toBe(known(id) ? "replaced" : "created");
          model.set(id, fields);
        });

        const created = below(120);
        const fields = randomFields(created);
        const isNew = await store().sessions.create(organisation, record(created, fields));
        expect(isNew).toBe(!known(created));
        if (isNew) model.set(created, fields);

        for (let count = below(4); count > 0; count--) {
          const id = below(120);
          expect(await store().sessions.delete(organisation, id)).toBe(known(id));
          model.delete(id);
        }

        for (const [listed, sessions] of models) {
          const request = randomRequest();
          const all = expectedIds(sessions, request);
          const [page, limit] = [below(4), below(30)];
          const got = await store().sessions.list(listed, query({ ...request, page, limit }));
          const told = `round ${round}: ${JSON.stringify({ ...request, page, limit })}`;
          expect(idsOf(got), told).toEqual(all.slice(page * limit, page * limit + limit));
          expect(got.total, told).toBe(all.length);
          for (const tests of ["true", "false", "only"]) {
            const bare = { searchFields: ["is_test" as const], searchFieldValues: [tests] };
            const { total } = await store().sessions.list(listed, query(bare));
            const counted = expectedIds(sessions, { ...bare, orderBy: "timestamp" }).length;
            expect(total, `round ${round}, is_test=${tests}`).toBe(counted);
          }
        }
      }
    });
  });
}
