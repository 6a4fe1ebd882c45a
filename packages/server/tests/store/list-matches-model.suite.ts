import type { SessionsListRequest } from "syllable-contract";
import { expect } from "vitest";
import type { Store } from "../../src/store/port.js";
import type { PlainModel } from "./plain-model.suite.js";
import { idsOf, query } from "./with-store.suite.js";

/** Expects a page of a store to have the ids and the total of the model. */
export async function expectListToMatchModel(
  store: Store,
  organisation: number,
  model: PlainModel,
  request: Partial<SessionsListRequest> & { page: number; limit: number },
): Promise<void> {
  const { page, limit } = request;
  const expected = model.ids(request);
  const got = await store.sessions.list(organisation, query(request));
  const context = `organisation ${organisation}: ${JSON.stringify(request)}`;
  expect(got.total, context).toBe(expected.length);
  expect(idsOf(got), context).toEqual(expected.slice(page * limit, (page + 1) * limit));
}
