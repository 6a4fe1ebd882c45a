import { describe, expect, test } from "vitest";
import { list } from "../../tests/support/operations.js";
import { json, page, serve } from "../../tests/support/server.js";
import { sessionLabelsCreate } from "../funcs/sessionLabelsCreate.js";
import { sessionLabelsList } from "../funcs/sessionLabelsList.js";
import { sessionsGetById } from "../funcs/sessionsGetById.js";
import { sessionsList } from "../funcs/sessionsList.js";
import { sessionsPages } from "../funcs/sessionsPages.js";
import { ClientSDK } from "../lib/sdks.js";
import { SDKValidationError } from "../models/errors/index.js";
import { SyllableSDK } from "../sdk/sdk.js";

const nowhere = new ClientSDK({ serverURL: "http://127.0.0.1:9" });

describe("an invalid request", () => {
  test.each([
    [null, "request: expected an object, found null"],
    ["text", "request: expected an object, found string"],
    [5, "request: expected an object, found number"],
    [[], "request: expected an object, found object"],
    [{ limit: "25" }, "limit"],
    [{ limit: 1.5 }, "limit"],
    [{ page: Number.NaN }, "page"],
    [{ searchFields: "agent_name" }, "searchFields"],
    [{ searchFields: ["agent_name", "agentName"] }, "searchFields[1]"],
    [{ searchFieldValues: ["a", null] }, "searchFieldValues[1]"],
    [{ orderBy: "name" }, "orderBy"],
    [{ orderByDirection: "up" }, "orderByDirection: expected asc | desc"],
    [{ startDatetime: new Date() }, "startDatetime"],
  ])("is rejected before anything is sent: %j", async (request, place) => {
    const result = await sessionsList(nowhere, request as never);
    const error = result.ok ? undefined : (result.error as SDKValidationError);
    expect(error).toBeInstanceOf(SDKValidationError);
    expect(error?.message).toContain(place);
    expect(error?.pretty()).toContain(place);
    expect(error?.rawValue).toBe(request);
  });

  test.each([undefined, "42"])("is named by the error: %s", async (request) => {
    const result = await sessionsGetById(nowhere, request as never);
    const rawMessage = `request: expected an object, found ${typeof request}`;
    expect(result).toMatchObject({ ok: false, error: { rawMessage, rawValue: request } });
    const label = await sessionLabelsCreate(nowhere, request as never);
    expect(label).toMatchObject({ ok: false, error: { rawMessage, rawValue: request } });
  });

  test.each([{}, { sessionId: 1 }, { sessionId: null }, { session_id: "1" }])(
    "is rejected with the id %j",
    async (request) => {
      const result = await sessionsGetById(nowhere, request as never);
      expect(result).toMatchObject({ ok: false, error: { name: "SDKValidationError" } });
      expect(result.ok ? "" : result.error.message).toContain("sessionId");
    },
  );

  test("that throws when it is read becomes a result", async () => {
    const request = {
      get limit(): number {
        throw new Error("trap");
      },
    };
    const result = await sessionsList(nowhere, request);
    expect(result).toMatchObject({ ok: false, error: { name: "UnexpectedClientError" } });
  });
});

test.each([null, "5 s", 5])("options of %j are rejected, and named by the error", async (value) => {
  const message = "Invalid argument: options: expected an object";
  const expected = { name: "SDKValidationError", message };
  expect(await sessionsList(nowhere, {}, value as never)).toMatchObject({ error: expected });
  const pages = sessionsPages(nowhere, {}, value as never);
  await expect(pages.next()).rejects.toMatchObject(expected);
  expect(() => new ClientSDK(value as never)).toThrow(message);
});

test.each([undefined, "key", {}])("a client of %j is an error of the call", async (client) => {
  const error = { name: "UnexpectedClientError" };
  expect(await sessionsList(client as never)).toMatchObject({ ok: false, error });
  const pages = sessionsPages(client as never);
  await expect(pages.next()).rejects.toMatchObject({ rawMessage: "client: expected an object" });
});

test("a list without an argument returns the newest 25", async () => {
  await using server = await serve((_, response) => json(response, page));
  const { sessions, sessionLabels } = new SyllableSDK({ serverURL: server.url });
  const core = new ClientSDK({ serverURL: server.url });
  await sessions.list();
  await sessions.list(undefined, {});
  await sessionsList(core);
  await sessionLabels.list().catch(() => {});
  await sessionLabelsList(core);
  const queries = server.seen.map(({ url }) => url?.split("?")[1]);
  expect(queries).toEqual(Array(5).fill("limit=25"));
});

describe("$inspect", () => {
  test("returns the result with its request and response", async () => {
    await using server = await serve((_, response) => json(response, page));
    const call = list({ serverURL: server.url });
    const [result, { status, request, response }] = await call.$inspect();
    expect(result).toBe(await call);
    expect(status).toBe("complete");
    expect(request?.url).toBe(`${server.url}/api/v1/sessions/?limit=25`);
    expect(response?.status).toBe(200);
  });

  test("returns how far a call got", async () => {
    const refused = await list({ serverURL: "http://127.0.0.1:9" }).$inspect();
    expect(refused[1]).toMatchObject({ status: "request-error", response: undefined });
    const invalid = await sessionsGetById(nowhere, { sessionId: "" }).$inspect();
    expect(invalid[1]).toMatchObject({ status: "invalid", request: undefined });
  });
});

test("options of fetch are passed on, except method and body", async () => {
  await using server = await serve((_, response) => json(response, page));
  const options = { method: "DELETE", body: "x", cache: "no-store", keepalive: true } as object;
  const [result, { request }] = await list(
    { serverURL: server.url },
    { fetchOptions: options, ...options },
  ).$inspect();
  expect(result.ok).toBe(true);
  expect(request).toMatchObject({ method: "GET", cache: "no-store", keepalive: true });
});
