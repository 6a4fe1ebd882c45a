/** A server of session lists that may behave in any way that the API permits. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { parseBound } from "syllable-contract";
import type { Random } from "./random.js";
import { json, serve, type TestServer } from "./server.js";

export interface Row {
  id: string;
  /** Microseconds since 1970. */
  us: number;
  /** Whether it is counted and has a place in the order, but is never returned. */
  hidden?: boolean;
}

export interface Quirks {
  includesStart: boolean;
  includesEnd: boolean;
  /** The order of sessions with equal timestamps. */
  ties: "up" | "down" | "shuffled";
  /** The most sessions on a page, whatever the limit. */
  cap: number;
  /** Whether `page_size` is the cap. */
  reportsCap: boolean;
  totals: { count: boolean; pages: boolean };
  /** Pages with this number modulo 3 are empty, even if more follow. */
  emptyPage?: number | undefined;
  /** A page past the end returns the last page. */
  clampsPage: boolean;
  withoutIds: boolean;
  /** The probability that a request fails. */
  faults: number;
  /** The probability that a request adds a session, and then another one. */
  inserts: number;
}

export interface ListServer extends TestServer {
  /** All sessions, in the order in which they were added. */
  rows: Row[];
  /** The sessions in the time range of a query, in its order. */
  ordered(query: URLSearchParams, rows?: Row[]): Row[];
}

/** A hash of a text, for an order that looks random. */
const hash = (text: string) => {
  let sum = 7;
  for (const letter of text) sum = Math.imul(sum ^ letter.charCodeAt(0), 2_654_435_761);
  return sum;
};

const timestamp = (us: number) =>
  `${new Date(Math.floor(us / 1000)).toISOString().slice(0, -1)}${`${us % 1000}`.padStart(3, "0")}Z`;

export async function startListServer(
  random: Random,
  quirks: Quirks,
  rows: Row[],
): Promise<ListServer> {
  const tie = (row: Row, direction: string) =>
    quirks.ties === "shuffled"
      ? hash(row.id + direction)
      : quirks.ties === "up"
        ? Number(row.id)
        : -Number(row.id);

  const ordered = (query: URLSearchParams, among = rows) => {
    const start = query.get("start_datetime");
    const end = query.get("end_datetime");
    const from = start ? parseBound(start)! : Number.NEGATIVE_INFINITY;
    const until = end ? parseBound(end)! : Number.POSITIVE_INFINITY;
    const direction = query.get("order_by_direction")!;
    const sign = direction === "asc" ? 1 : -1;
    return among
      .filter(({ us }) => us > from || (quirks.includesStart && us === from))
      .filter(({ us }) => us < until || (quirks.includesEnd && us === until))
      .sort((a, b) => sign * (a.us - b.us) || tie(a, direction) - tie(b, direction));
  };

  /** Adds sessions at, before and after one that was just returned. */
  let inserts = 0;
  const insert = (near: Row | undefined) => {
    // Limited, because an iteration towards the newest session would never end.
    while (near && random.chance(quirks.inserts) && inserts++ < 150) {
      const us = near.us + random.of(0, 0, 1, -1, 1000, -1000, 2000, -3000, 50_000, -50_000);
      rows.push({ id: `${1_000_000 + random.below(1_000_000_000)}`, us });
    }
  };

  const listFor = (query: URLSearchParams) => {
    const limit = Math.min(Number(query.get("limit")), quirks.cap);
    const matching = ordered(query);
    const { emptyPage } = quirks;
    const isEmpty = (page: number) => emptyPage !== undefined && page % 3 === emptyPage;
    let pages = 0;
    for (let left = matching.length; left > 0; pages++) if (!isEmpty(pages)) left -= limit;
    let page = Number(query.get("page") ?? 0);
    if (quirks.clampsPage) page = Math.max(0, Math.min(page, pages - 1));
    let rank = 0;
    for (let before = 0; before < page; before++) if (!isEmpty(before)) rank += limit;
    const block = isEmpty(page) ? [] : matching.slice(rank, rank + limit);
    insert(block.at(-1) ?? matching.at(-1) ?? rows[0]);
    const fields = query.getAll("fields");
    return {
      items: block
        .filter(({ hidden }) => !hidden)
        .map(({ id, us }) => ({
          timestamp: timestamp(us),
          ...(!quirks.withoutIds && (!fields.length || fields.includes("session_id"))
            ? { session_id: id }
            : {}),
          ...(!fields.length || fields.includes("source") ? { source: `+${id}` } : {}),
        })),
      page,
      page_size: quirks.reportsCap ? limit : Number(query.get("limit")),
      ...(quirks.totals.count ? { total_count: matching.length } : {}),
      ...(quirks.totals.pages ? { total_pages: pages } : {}),
    };
  };

  const handle = (request: IncomingMessage, response: ServerResponse) => {
    const query = new URL(request.url!, "http://here").searchParams;
    if (!random.chance(quirks.faults)) return json(response, listFor(query));
    const fault = random.of("429", "503", "cut", "cut in the body");
    if (fault === "cut") {
      request.socket.destroy();
    } else if (fault === "cut in the body") {
      response.writeHead(200, { "content-type": "application/json", "content-length": "9999" });
      response.write('{"items":[', () => request.socket.destroy());
    } else {
      json(response, {}, Number(fault), { "retry-after": "0" });
    }
  };

  const server = await serve(handle);
  return Object.assign(server, { rows, ordered });
}
