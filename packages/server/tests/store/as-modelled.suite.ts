import type { SessionsListRequest } from "syllable-contract";
import { expect } from "vitest";
import type { Store } from "../../src/store/port.js";
import type { PlainModel } from "./plain-model.suite.js";
import { idsOf, query } from "./with-store.suite.js";

/** Asks a store for a page, which must have the ids and the total that a plain model tells. */
export async function expectAsModelled(
  store: Store,
  organisation: number,
  model: PlainModel,
  request: Partial<SessionsListRequest> & { page: number; limit: number },
): Promise<void> {
  const { page, limit } = request;
  const expected = model.ids(request);
  const got = await store.sessions.list(organisation, query(request));
  const told = `organisation ${organisation}: ${JSON.stringify(request)}`;
  expect(got.total, told).toBe(expected.length);
  expect(idsOf(got), told).toEqual(expected.slice(page * limit, (page + 1) * limit));
}
