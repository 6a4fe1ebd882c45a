import type { SessionWire } from "syllable-contract";
import { beforeAll, describe, test } from "vitest";
import { expectListToMatchModel } from "./list-matches-model.suite.js";
import { PlainModel } from "./plain-model.suite.js";
import { drawFrom } from "./random.suite.js";
import type { StoreLocation } from "./store-location.js";
import { timeText } from "./time-text.suite.js";
import { record, withStore } from "./with-store.suite.js";

const SEED = 20_261_127;
/** More in one hour than a deep walk may skip. */
const SESSIONS = 6_000;
const OLD = 60;
const ORGANISATION = 1;
const HOUR = 3_600_000_000;
const DAY = 24 * HOUR;
const BEGIN = 20_500 * DAY + 5 * HOUR;

export function sessionListBusySuite(newLocation: () => Promise<StoreLocation>): void {
  describe(`thousands of sessions in one hour (seed ${SEED})`, () => {
    const store = withStore(newLocation);
    const model = new PlainModel();
    const { below } = drawFrom(SEED);

    /** First a few sessions, each of another source, then all others of five sources. */
    const fieldsOf = (id: number): Partial<SessionWire> => ({
      session_id: String(id),
      timestamp: timeText(BEGIN + (id < OLD ? 0 : DAY + below(HOUR))),
      source: id < OLD ? `+1555${id}` : `+1777${id % 5}`,
    });

    beforeAll(async () => {
      const sessions = Array.from({ length: SESSIONS }, (_, id) => ({ id, fields: fieldsOf(id) }));
      await store().sessions.put(
        ORGANISATION,
        sessions.map(({ id, fields }) => record(id, fields)),
      );
      for (const { id, fields } of sessions) model.put(id, fields);
    });

    test.each(["asc", "desc"] as const)("pages match the model, %s", async (orderByDirection) => {
      for (const page of [0, 30, 150, 215, 230, 239, 240]) {
        await expectListToMatchModel(store(), ORGANISATION, model, {
          searchFields: ["is_test"],
          searchFieldValues: ["false"],
          orderBy: "timestamp",
          orderByDirection,
          page,
          limit: 25,
        });
      }
    });

    test.each([1, 8, 30])(
      "the newest %i of many sources match the model, a few sources being busy",
      async (limit) => {
        await expectListToMatchModel(store(), ORGANISATION, model, {
          searchFields: ["source"],
          searchFieldValues: ["+1"],
          orderBy: "timestamp",
          page: 0,
          limit,
        });
      },
    );
  });
}
