import { describe, expect, test } from "vitest";
import { list } from "../../tests/support/operations.js";
import { serve, timestamp } from "../../tests/support/server.js";
import { sessionLabelsList } from "../funcs/sessionLabelsList.js";
import { ClientSDK } from "../lib/sdks.js";
import { ResponseValidationError } from "../models/errors/index.js";

const listFrom = async (body: unknown, type = "application/json", status = 200) => {
  await using server = await serve((_, response) => {
    response.writeHead(status, { "content-type": type });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  });
  return await list({ serverURL: server.url });
};

const good = { timestamp, session_id: "1", duration: 1.5, is_test: false };

describe("a list", () => {
  test("has the names and types of the model", async () => {
    const result = await listFrom({ items: [good], page: 0, page_size: 25, total_count: 1 });
    expect(result).toEqual({
      ok: true,
      value: {
        items: [{ timestamp: new Date(timestamp), sessionId: "1", duration: 1.5, isTest: false }],
        page: 0,
        pageSize: 25,
        totalCount: 1,
      },
    });
  });

  test("may have unknown properties, unknown enum values and nulls", async () => {
    const odd = { ...good, new_field: {}, agent_type: "unheard of", source: null, duration: null };
    const result = await listFrom({ items: [odd], page: 0, page_size: 1, total_pages: null, x: 1 });
    expect(result).toMatchObject({
      ok: true,
      value: { totalPages: null, items: [{ agentType: "unheard of", source: null }] },
    });
  });

  test.each(["application/json;charset=UTF-8", "APPLICATION/JSON", "application/vnd.x+json"])(
    "may have the media type %s",
    async (type) => {
      expect((await listFrom({ items: [], page: 0, page_size: 0 }, type)).ok).toBe(true);
    },
  );

  test.each([
    [{ items: [good, good, good, { ...good, timestamp: "soon" }] }, "items[3].timestamp"],
    [{ items: [good, { ...good, agent_name: 5 }] }, "items[1].agent_name"],
    [{ items: [{ session_id: "1" }] }, "items[0].timestamp"],
    [{ items: [null] }, "items[0]"],
    [{ items: {} }, "items"],
    [{ items: [], page_size: "25" }, "page_size"],
  ])("with %j is an error that says where", async (part, place) => {
    const result = await listFrom({ page: 0, page_size: 25, ...part });
    const error = result.ok ? undefined : (result.error as ResponseValidationError);
    expect(error).toBeInstanceOf(ResponseValidationError);
    expect(error?.message).toContain(`${place}: `);
    expect(error?.pretty()).toContain(place);
    expect(error?.rawValue).toMatchObject(part);
    expect(error?.statusCode).toBe(200);
  });

  test.each([
    ['"page": 1e999, "page_size": 25', "page: expected integer from 0, found Infinity"],
    ['"page": 0, "page_size": -1', "page_size: expected integer from 0, found -1"],
    [
      '"page": 0, "page_size": 25, "total_count": 1.5',
      "total_count: expected integer from 0, found 1.5",
    ],
    [
      '"page": 0, "page_size": 25, "total_pages": 1e300',
      "total_pages: expected integer from 0, found 1e+300",
    ],
  ])("with a number out of range is an error: %s", async (numbers, fault) => {
    const result = await listFrom(`{"items": [], ${numbers}}`);
    const error = result.ok ? undefined : result.error;
    expect(error).toBeInstanceOf(ResponseValidationError);
    expect(error?.message).toContain(fault);
  });

  test.each([0, 1, 7, 1_000_000])("may have a page size of %i", async (page_size) => {
    const result = await listFrom({ items: [good, good, good], page: 3, page_size });
    expect(result).toMatchObject({ ok: true, value: { pageSize: page_size } });
  });

  test("of another type is an error with the body", async () => {
    for (const body of ["", "{", "<html>"]) {
      const result = await listFrom(body);
      expect(result).toMatchObject({ ok: false, error: { name: "ResponseValidationError", body } });
    }
    const html = await listFrom("<p>Sign in</p>", "text/html");
    expect(html).toMatchObject({ ok: false, error: { name: "SDKError", statusCode: 200 } });
    expect(html.ok ? "" : html.error.message).toBe("HTTP 200 <p>Sign in</p>");
  });
});

test("a list of labels is decoded by the same rules", async () => {
  const label = { session_id: 1, type: "robot", code: "SO-SO", user_email: "a@b.c", id: 7 };
  const odd = { ...label, timestamp, comments: null, issue_categories: null, new_field: [] };
  const labels = async (...items: unknown[]) => {
    await using server = await serve((_, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify({ items, page: 0, page_size: 25 }));
    });
    return await sessionLabelsList(new ClientSDK({ serverURL: server.url }), {});
  };
  expect(await labels(odd)).toMatchObject({ ok: true, value: { items: [{ code: "SO-SO" }] } });
  expect(await labels(odd, { ...odd, issue_categories: ["a", 1] })).toMatchObject({
    error: {
      message: "Unexpected response: items[1].issue_categories[1]: expected string, found number",
    },
  });
});
