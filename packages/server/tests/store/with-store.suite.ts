import type { SessionsListRequest, SessionWire } from "syllable-contract";
import { afterAll, beforeAll } from "vitest";
import { readSessionQuery } from "../../src/sessions/session-query.js";
import { readSession } from "../../src/sessions/session-record.js";
import type { SessionPage, SessionRecord, Store } from "../../src/store/port.js";
import type { StorePlace } from "./store.suite.js";

/** A store of its own for the tests of the block that calls this. */
export function withStore(newPlace: () => Promise<StorePlace>): () => Store {
  let place: StorePlace;
  let store: Store;
  beforeAll(async () => {
    place = await newPlace();
    store = await place.open();
  });
  afterAll(async () => {
    await store.close();
    await place.remove();
  });
  return () => store;
}

const AT = "2026-01-31T09:00:00Z";

/** A session ready to be kept. */
export function record(id: number, fields: Partial<SessionWire> = {}): SessionRecord {
  const read = readSession({ timestamp: AT, ...fields }, id);
  if ("errors" in read) throw new Error(JSON.stringify(read.errors));
  return read.record;
}

/** What a list request asks; tests are in it unless it says otherwise. */
export const query = (request: Partial<SessionsListRequest> = {}) => {
  const fields = request.searchFields ?? [];
  const values = request.searchFieldValues ?? [];
  const askedTests = fields.includes("is_test");
  return readSessionQuery({
    value: {
      limit: 1_000,
      ...request,
      searchFields: askedTests ? fields : [...fields, "is_test"],
      searchFieldValues: askedTests ? values : [...values, "true"],
    },
    errors: [],
  });
};

/** The ids of a page, in order. */
export const idsOf = ({ items }: SessionPage): number[] =>
  (JSON.parse(`[${items}]`) as SessionWire[]).map(({ session_id }) => Number(session_id));
