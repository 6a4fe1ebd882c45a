import { afterEach, describe, expect, test } from "vitest";
import { sessionsPages } from "../src/funcs/sessionsPages.js";
import type { SessionsIterateRequest } from "../src/iterate/options.js";
import * as errors from "../src/models/errors/index.js";
import { asc, clientOf, idsOf, MINUTE, rowsOf, serveRows, upTo } from "./support/iterating.js";
import type { ListServer } from "./support/list-server.js";

let server: ListServer;
afterEach(() => server[Symbol.asyncDispose]());

describe("a cursor", () => {
  const request: SessionsIterateRequest = {
    searchFields: ["source"],
    searchFieldValues: ["+15551234567"],
    startDatetime: "2026-01-31",
    limit: 5,
  };
  const cursorOf = async () => {
    server = await serveRows(rowsOf(12, () => MINUTE));
    return (await sessionsPages(clientOf(server), request).next()).value!.cursor;
  };

  test("continues after its page, with another limit, fields and concurrency", async () => {
    const cursor = await cursorOf();
    const rest = upTo(7).reverse();
    expect(await idsOf(server, request, { cursor })).toEqual(rest);
    expect(await idsOf(server, { ...request, orderByDirection: "desc" }, { cursor })).toEqual(rest);
    const other = { ...request, limit: 2, fields: ["session_id" as const] };
    expect(await idsOf(server, other, { cursor, concurrency: 3 })).toEqual(rest);
  });

  test("of the last page continues with later sessions only", async () => {
    server = await serveRows(rowsOf(12, () => MINUTE));
    const { rows } = server;
    let cursor: string | undefined;
    for await (const page of sessionsPages(clientOf(server), asc)) cursor = page.cursor;
    expect(await idsOf(server, asc, { cursor })).toEqual([]);
    rows.push({ id: "12", us: rows.at(-1)!.us }, { id: "13", us: rows.at(-1)!.us + MINUTE });
    expect(await idsOf(server, asc, { cursor })).toEqual(["12", "13"]);
  });

  test("is short and reveals nothing of the request", async () => {
    const cursor = await cursorOf();
    expect(cursor).toMatch(/^[\w%.!~*'()-]{1,100}$/);
    expect(cursor).not.toContain("1555");
  });

  test.each<[string, SessionsIterateRequest]>([
    ["direction", { ...request, orderByDirection: "asc" }],
    ["filter", { ...request, searchFieldValues: ["+15551234568"] }],
    ["start", { ...request, startDatetime: "2026-01-30" }],
    ["end", { ...request, endDatetime: "2026-02-01" }],
  ])("of a request with another %s is rejected", async (_, other) => {
    const cursor = await cursorOf();
    const { length } = server.seen;
    await expect(idsOf(server, other, { cursor })).rejects.toThrow(errors.SDKValidationError);
    expect(server.seen.length).toBe(length);
  });

  test("that is damaged is rejected", async () => {
    const cursor = await cursorOf();
    const damaged = [
      "",
      "x",
      "%",
      "1",
      "null",
      "%5B1%5D",
      cursor.slice(1),
      cursor.replace("1", "2"),
    ];
    for (const text of [...damaged, cursor.replace(/\d(?=\D*$)/, (digit) => `${9 - +digit}`)]) {
      const rejected = idsOf(server, request, { cursor: text });
      await expect(rejected, text).rejects.toThrow(
        "cursor: damaged, or belongs to another request",
      );
    }
  });
});
