import { describe, expect, test } from "vitest";
import { list } from "../../tests/support/operations.js";
import { json, page, serve, timestamp } from "../../tests/support/server.js";
import { sessionsGetById } from "../funcs/sessionsGetById.js";
import { sessionsList } from "../funcs/sessionsList.js";
import { sessionsRecordingsGetWaveform } from "../funcs/sessionsRecordingsGetWaveform.js";
import { sessionsSessionRecordingStream } from "../funcs/sessionsSessionRecordingStream.js";
import { ClientSDK } from "../lib/sdks.js";
import type { SessionsListRequest } from "../models/operations/index.js";

describe("the query", () => {
  const queryOf = async (request: SessionsListRequest) => {
    await using server = await serve((_, response) => json(response, page));
    const result = await sessionsList(new ClientSDK({ serverURL: server.url }), request);
    if (!result.ok) throw result.error;
    return server.seen[0]!.url.split("?")[1];
  };

  test("always has a limit", async () => {
    expect(await queryOf({})).toBe("limit=25");
    expect(await queryOf({ limit: null })).toBe("limit=25");
    expect(await queryOf({ page: 2, limit: 0 })).toBe("page=2&limit=0");
  });

  test("repeats the keys of arrays and escapes values", async () => {
    const query = new URLSearchParams(
      await queryOf({
        searchFields: ["agent_name", "is_test"],
        searchFieldValues: ["Fränk & Söhne=?#", "true"],
        fields: ["timestamp"],
        orderBy: "duration",
        orderByDirection: "asc",
        startDatetime: "2026-01-31T09:00:00+02:00",
        endDatetime: null,
      }),
    );
    expect(query.getAll("search_fields")).toEqual(["agent_name", "is_test"]);
    expect(query.getAll("search_field_values")).toEqual(["Fränk & Söhne=?#", "true"]);
    expect(query.get("order_by")).toBe("duration");
    expect(query.get("start_datetime")).toBe("2026-01-31T09:00:00+02:00");
    expect(query.has("end_datetime")).toBe(false);
  });

  test("omits empty arrays", async () => {
    expect(await queryOf({ searchFields: [], searchFieldValues: [] })).toBe("limit=25");
  });
});

test("a query and a path with several segments are combined", async () => {
  await using server = await serve((_, response) => json(response, {}));
  const client = new ClientSDK({ serverURL: server.url });
  const request = { sessionId: "1", name: "a b.mp3", samplesPerPixel: 256 };
  await sessionsRecordingsGetWaveform(client, request);
  expect(server.seen[0]).toMatchObject({
    url: "/api/v1/sessions/recording/1/a%20b.mp3/waveform?samples_per_pixel=256",
    headers: { accept: "application/json" },
  });
});

describe("the path", () => {
  test.each([
    "1",
    "a/b",
    "../x",
    "...",
    "..%2f",
    "\0",
    "a?b#c",
    "%2e%2e",
    "å é 雪",
    "\\",
    ";=@:",
    " ",
  ])("has the id %j as one segment", async (sessionId) => {
    await using server = await serve((_, response) => json(response, { timestamp }));
    const result = await sessionsGetById(new ClientSDK({ serverURL: server.url }), { sessionId });
    expect(result.ok).toBe(true);
    const segment = server.seen[0]!.url.replace("/api/v1/sessions/", "");
    expect(segment).not.toContain("/");
    expect(decodeURIComponent(segment)).toBe(sessionId);
  });

  test.each(["", ".", "..", "\ud800"])("rejects the id %j", async (sessionId) => {
    const sdk = new ClientSDK({ serverURL: "http://127.0.0.1:9" });
    const result = await sessionsGetById(sdk, { sessionId });
    expect(result).toMatchObject({ ok: false, error: { name: "SDKValidationError" } });
    expect(result.ok ? "" : result.error.message).toContain("session_id cannot be");
  });
});

test("the error of an invalid token does not quote it", async () => {
  const sdk = new ClientSDK({ serverURL: "http://127.0.0.1:9" });
  const result = await sessionsSessionRecordingStream(sdk, { token: "a-token\ud800" });
  expect(result).toMatchObject({ ok: false, error: { name: "SDKValidationError" } });
  expect(result.ok ? "" : result.error.message).toBe(
    "Invalid argument: token cannot be used in a URL",
  );
});

describe("serverURL", () => {
  test.each(["", "/", "/some/prefix", "/some/prefix/", "/some/prefix/?a=1#b"])(
    "may have the path %j",
    async (path) => {
      await using server = await serve((_, response) => json(response, page));
      expect((await list({ serverURL: server.url + path })).ok).toBe(true);
      const prefix = path.startsWith("/some") ? "/some/prefix" : "";
      expect(server.seen[0]!.url).toBe(`${prefix}/api/v1/sessions/?limit=25`);
    },
  );

  test("of the call overrides the client's", async () => {
    await using server = await serve((_, response) => json(response, page));
    for (const serverURL of [server.url, new URL(server.url)]) {
      expect((await list({ serverURL: "http://127.0.0.1:9" }, { serverURL })).ok).toBe(true);
    }
  });

  test.each(["not a url", "/relative", "ftp://host", "http://user:hunter22@host/", "javascript:1"])(
    "cannot be %j",
    async (serverURL) => {
      const result = await list({ serverURL });
      expect(result).toMatchObject({ ok: false, error: { name: "InvalidRequestError" } });
      expect(result.ok ? "" : result.error.message).not.toContain("hunter22");
    },
  );

  test("cannot be a serverIdx that does not exist", async () => {
    const result = await list({ serverIdx: 7 });
    expect(result).toMatchObject({ ok: false, error: { name: "InvalidRequestError" } });
    expect(result.ok ? "" : result.error.message).toContain("serverURL");
  });
});
