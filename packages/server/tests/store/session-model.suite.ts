import {
  SessionProperties,
  type SessionSearchProperties,
  type SessionsListRequest,
  type SessionWire,
} from "syllable-contract";
import { describe, expect, test } from "vitest";
import { AssessedSessions } from "./assessed-sessions.suite.js";
import { PlainModel } from "./plain-model.suite.js";
import { drawFrom } from "./random.suite.js";
import type { StoreLocation } from "./store-location.js";
import { idsOf, query, record, withStore } from "./with-store.suite.js";

const SEED = 20_260_131;
const ROUNDS = 60;
const ORGANISATIONS = [1, 2];
const properties = Object.values(SessionProperties);

export function sessionModelSuite(newLocation: () => Promise<StoreLocation>): void {
  describe("after random puts, replaces, creates, assessments and deletes", () => {
    const store = withStore(newLocation);
    const draw = drawFrom(SEED);
    const { below, pick } = draw;
    const names = ["Desk", "desk two", "Ärzte", "ÄRZTE NORD", "zz", "Zz", "İZMİR ＺＺ"];
    const sources = ["+12065550166", "(206) 555-0199", "206.555", "sip:206-5@Host", "İ@x.com"];

    const randomFields = (id: number): Partial<SessionWire> => ({
      session_id: String(id),
      timestamp: `2026-01-0${1 + below(4)}T00:00:0${below(3)}Z`,
      agent_name: pick([...names, null]),
      agent_id: pick(["1", "2", null]),
      source: pick([...sources, null]),
      duration: pick([0, 1.5, 60, null]),
      is_outbound: pick([true, false, null]),
      is_test: pick([true, false, false, null]),
    });

    const randomRequest = (): Partial<SessionsListRequest> => {
      const filters: [SessionSearchProperties, string][] = [
        ["is_test", pick(["true", "false", "only"])],
      ];
      if (below(3) === 0) filters.push(["agent_name", pick(["desk", "ä", "Z", "o", "ızmir"])]);
      if (below(3) === 0)
        filters.push(["source", pick(["206 555", "(206) 5", "55-01", "6", "5@h", "I@"])]);
      if (below(4) === 0) filters.push(["agent_id", pick(["1", "2", "3"])]);
      if (below(4) === 0) filters.push(["is_outbound", pick(["true", "false"])]);
      if (below(4) === 0) filters.push(["duration", pick(["0", "1.5", ">0", "<60", "1..60"])]);
      if (below(4) === 0) filters.push(["label", pick(["good", "ok", "bad", "other", "none"])]);
      if (below(5) === 0) filters.push(["tool_errors", pick(["true", "false"])]);
      if (below(5) === 0) filters.push(["audio_faults", pick(["true", "false"])]);
      return {
        searchFields: filters.map(([property]) => property),
        searchFieldValues: filters.map(([, value]) => value),
        startDatetime: pick([undefined, undefined, "2026-01-02", "2026-01-02T00:00:01Z"]),
        endDatetime: pick([undefined, undefined, "2026-01-04", "2026-01-03T00:00:02Z"]),
        orderBy: pick(properties),
        orderByDirection: pick(["asc", "desc"]),
      };
    };

    test(`lists and totals equal those of a plain model (seed ${SEED})`, async () => {
      const assessed = new Map(
        ORGANISATIONS.map((id) => [id, new AssessedSessions(store, id, draw)]),
      );
      const models = new Map(
        ORGANISATIONS.map((id) => [id, new PlainModel((session) => assessed.get(id)!.of(session))]),
      );
      for (let round = 0; round < ROUNDS; round++) {
        const organisation = pick(ORGANISATIONS);
        const model = models.get(organisation)!;
        const exists = (id: number) => model.has(id);

        const batch = Array.from({ length: below(12) }, () => below(120)).map((id) => ({
          id,
          fields: randomFields(id),
        }));
        const outcomes = await store().sessions.put(
          organisation,
          batch.map(({ id, fields }) => record(id, fields)),
        );
        batch.forEach(({ id, fields }, index) => {
          expect(outcomes[index]).toBe(exists(id) ? "replaced" : "created");
          model.put(id, fields);
        });

        const created = below(120);
        const fields = randomFields(created);
        const isNew = await store().sessions.create(organisation, record(created, fields));
        expect(isNew).toBe(!exists(created));
        if (isNew) model.put(created, fields);

        const changes = model.size > 0 ? below(6) : 0;
        for (let count = changes; count > 0; count--) {
          await assessed.get(organisation)!.change(model.sessionIds);
        }

        for (let count = below(4); count > 0; count--) {
          const id = below(120);
          expect(await store().sessions.delete(organisation, id)).toBe(exists(id));
          model.delete(id);
          assessed.get(organisation)!.delete(id);
        }

        for (const [listed, listedModel] of models) {
          const request = randomRequest();
          const all = listedModel.ids(request);
          const [page, limit] = [below(4), below(30)];
          const result = await store().sessions.list(listed, query({ ...request, page, limit }));
          const details = `round ${round}: ${JSON.stringify({ ...request, page, limit })}`;
          expect(idsOf(result), details).toEqual(all.slice(page * limit, page * limit + limit));
          expect(result.total, details).toBe(all.length);
          expect(
            await store().sessions.listIds(listed, query({ ...request, page, limit })),
          ).toEqual({ ids: idsOf(result), total: result.total });
          for (const tests of ["true", "false", "only"]) {
            const testsOnly = { searchFields: ["is_test" as const], searchFieldValues: [tests] };
            const { total } = await store().sessions.list(listed, query(testsOnly));
            expect(total, `round ${round}, is_test=${tests}`).toBe(listedModel.total(testsOnly));
          }
        }
      }
    });
  });
}
