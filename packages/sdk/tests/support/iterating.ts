/** Helpers for the tests of iteration. */
import { SyllableSDKCore } from "../../src/core.js";
import { sessionsIterate } from "../../src/funcs/sessionsIterate.js";
import type { SessionsIterateOptions, SessionsIterateRequest } from "../../src/iterate/options.js";
import type { SDKOptions } from "../../src/lib/config.js";
import { type ListServer, type Quirks, type Row, startListServer } from "./list-server.js";
import { randomFrom } from "./random.js";

const NO_QUIRKS: Quirks = {
  includesStart: true,
  includesEnd: false,
  ties: "up",
  cap: 10_000,
  reportsCap: true,
  totals: { count: true, pages: true },
  clampsPage: false,
  withoutIds: false,
  faults: 0,
  inserts: 0,
};
const START = Date.UTC(2026, 0, 31) * 1000;
export const MINUTE = 60_000_000;

/** Sessions with ids from 0. `apart` is the distance to the one before, in microseconds. */
export const rowsOf = (count: number, apart: (index: number) => number): Row[] => {
  let us = START;
  return Array.from({ length: count }, (_, index) => {
    us += apart(index);
    return { id: `${index}`, us };
  });
};

/** Starts a well-behaved server, with some quirks if given. */
export const serveRows = (rows: Row[], quirks: Partial<Quirks> = {}): Promise<ListServer> =>
  startListServer(randomFrom(1), { ...NO_QUIRKS, ...quirks }, rows);

export const clientOf = ({ url }: { url: string }, settings: SDKOptions = {}): SyllableSDKCore =>
  new SyllableSDKCore({ serverURL: url, apiKeyHeader: "key", ...settings });

/** The ids that an iteration returns. */
export async function idsOf(
  server: { url: string },
  request: SessionsIterateRequest,
  options?: SessionsIterateOptions,
  settings?: SDKOptions,
): Promise<string[]> {
  const ids: string[] = [];
  for await (const session of sessionsIterate(clientOf(server, settings), request, options)) {
    ids.push(session.sessionId!);
  }
  return ids;
}

/** The ids from 0 to `count` - 1. */
export const upTo = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${index}`);

export const asc = { orderByDirection: "asc" } as const;
