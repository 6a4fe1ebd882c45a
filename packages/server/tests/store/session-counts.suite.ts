import type { SessionProperties, SessionsListRequest, SessionWire } from "syllable-contract";
import { describe, expect, test } from "vitest";
import { PlainModel } from "./plain-model.suite.js";
import { drawFrom } from "./random.suite.js";
import type { StoreLocation } from "./store-location.js";
import { timeText } from "./time-text.suite.js";
import { idsOf, query, record, withStore } from "./with-store.suite.js";

const SEED = 20_260_412;
const ROUNDS = 16;
const ORGANISATIONS = [1, 2];
const IDS = 150;
const HOUR = 3_600_000_000;
const [DAY, THIRTY_DAYS] = [24 * HOUR, 720 * HOUR];

/** Starts of 30-day buckets: around 1970, in the present, and far in the past and the future. */
const EDGES = [0, 1, -1, 690, -690, 3_400, -3_400].map((bucket) => bucket * THIRTY_DAYS);

const AGENTS = ["Desk", "desk two", "Night", null];
const SOURCES = ["+12025550142", "+12025550199", "sip:a@b", "", null];

export function sessionCountsSuite(newLocation: () => Promise<StoreLocation>): void {
  describe("totals after random puts, replaces, creates, labels and deletes", () => {
    const store = withStore(newLocation);
    const { below, pick, oneIn } = drawFrom(SEED);

    /** A time at or near the start of a bucket, in microseconds. */
    const randomTimestamp = (): number =>
      pick(EDGES) +
      pick([0, 0, THIRTY_DAYS, -THIRTY_DAYS, DAY, 5 * DAY, -DAY]) +
      pick([0, 0, HOUR, 7 * HOUR, -HOUR]) +
      pick([0, 0, 1, -1, 2, below(HOUR)]);

    const randomFields = (): Partial<SessionWire> => ({
      timestamp: oneIn(20)
        ? pick(["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])
        : timeText(randomTimestamp()),
      agent_name: pick(AGENTS),
      agent_type: pick(["voice", "sms", null]),
      source: pick(SOURCES),
      target: pick(["+18005550100", null]),
      is_outbound: pick([true, false, null]),
      is_test: pick([true, false, false, null]),
    });

    /** Filters whose totals come from stored counts. */
    const filters: [SessionProperties, string][] = [
      ["agent_name", "desk"],
      ["agent_name", "night"],
      ["agent_type", "sms"],
      ["is_outbound", "true"],
      ["source", "1202"],
      ["source", "+12025550199"],
      ["source", ""],
      ["target", "800"],
    ];

    const requestOf = (
      tests: string,
      filter: [SessionProperties, string] | undefined,
      time: Pick<SessionsListRequest, "startDatetime" | "endDatetime">,
    ): Partial<SessionsListRequest> => ({
      searchFields: ["is_test" as SessionProperties, ...(filter ? [filter[0]] : [])],
      searchFieldValues: [tests, ...(filter ? [filter[1]] : [])],
      ...time,
    });

    const randomTime = () => ({
      startDatetime: oneIn(3) ? undefined : timeText(randomTimestamp()),
      endDatetime: oneIn(3) ? undefined : timeText(randomTimestamp()),
    });

    test(`equal those of a plain scan (seed ${SEED})`, async () => {
      const models = new Map(ORGANISATIONS.map((id) => [id, new PlainModel()]));
      const { sessions, labels } = store();
      for (let round = 0; round < ROUNDS; round++) {
        const organisation = pick(ORGANISATIONS);
        const model = models.get(organisation)!;

        const batch = Array.from({ length: below(60) }, () => ({
          id: below(IDS),
          fields: randomFields(),
        }));
        await sessions.put(
          organisation,
          batch.map(({ id, fields }) => record(id, fields)),
        );
        for (const { id, fields } of batch) model.put(id, fields);

        const created = { id: below(IDS), fields: randomFields() };
        if (await sessions.create(organisation, record(created.id, created.fields))) {
          model.put(created.id, created.fields);
        }
        for (let count = below(10); count > 0; count--) {
          const id = below(IDS);
          await sessions.delete(organisation, id);
          model.delete(id);
        }
        await labels.create(organisation, {
          session: below(IDS),
          timestamp: 0,
          type: "t",
          code: "c",
          userEmail: "a@example.com",
          comments: null,
          issueCategories: null,
        });

        for (const [listed, expected] of models) {
          const requests = ["true", "false", "only"].flatMap((tests) => [
            requestOf(tests, undefined, {}),
            requestOf(tests, undefined, randomTime()),
            requestOf(tests, undefined, randomTime()),
            requestOf(tests, pick(filters), {}),
            requestOf(tests, pick(filters), randomTime()),
            requestOf(tests, pick(filters.slice(0, 4)), randomTime()),
          ]);
          for (const request of requests) {
            const page = await sessions.list(listed, query(request));
            const details = `seed ${SEED}, round ${round}: ${JSON.stringify(request)}`;
            expect(page.total, details).toBe(expected.total(request));
            expect(idsOf(page), details).toEqual(
              expected.ids({ ...request, orderBy: "timestamp" as SessionProperties }),
            );
          }
        }
      }

      // Once all sessions are deleted, every total is 0.
      for (const [organisation, model] of models) {
        for (let id = 0; id < IDS; id++) {
          expect(await sessions.delete(organisation, id)).toBe(model.has(id));
        }
        for (const tests of ["true", "false", "only"]) {
          for (const filter of [undefined, ...filters]) {
            for (const time of [{}, randomTime()]) {
              const request = requestOf(tests, filter, time);
              const { total } = await sessions.list(organisation, query(request));
              expect(total, JSON.stringify(request)).toBe(0);
            }
          }
        }
      }
    });
  });
}
