import type { SessionsListRequest, SessionWire } from "syllable-contract";
import { afterAll, beforeAll } from "vitest";
import { readSessionQuery } from "../../src/sessions/session-query.js";
import { readSession } from "../../src/sessions/session-record.js";
import type { SessionPage, SessionRecord, Store } from "../../src/store/port.js";
import type { StoreLocation } from "./store-location.js";

/** Opens a new store for the tests of a `describe`, and closes it after them. */
export function withStore(newLocation: () => Promise<StoreLocation>): () => Store {
  let location: StoreLocation;
  let store: Store;
  beforeAll(async () => {
    location = await newLocation();
    store = await location.open();
  });
  afterAll(async () => {
    await store.close();
    await location.remove();
  });
  return () => store;
}

const AT = "2026-01-31T09:00:00Z";

/** A session to be stored. */
export function record(id: number, fields: Partial<SessionWire> = {}): SessionRecord {
  const read = readSession({ timestamp: AT, ...fields }, id);
  if ("errors" in read) throw new Error(JSON.stringify(read.errors));
  return read.record;
}

/** The query of a list request. Includes test sessions, unless the request filters by `is_test`. */
export const query = (request: Partial<SessionsListRequest> = {}) => {
  const fields = request.searchFields ?? [];
  const values = request.searchFieldValues ?? [];
  const filtersTests = fields.includes("is_test");
  return readSessionQuery({
    value: {
      limit: 1_000,
      ...request,
      searchFields: filtersTests ? fields : [...fields, "is_test"],
      searchFieldValues: filtersTests ? values : [...values, "true"],
    },
    errors: [],
  });
};

/** The ids of a page, in its order. */
export const idsOf = ({ items }: SessionPage): number[] =>
  (JSON.parse(`[${items}]`) as SessionWire[]).map(({ session_id }) => Number(session_id));
