import { describe, expect, test } from "vitest";
import { list, recordingUrls } from "../../tests/support/operations.js";
import { json, page, serve } from "../../tests/support/server.js";
import { HTTPClient } from "../lib/http.js";

describe("a redirect", () => {
  test("to another origin is an error that names the origin", async () => {
    await using other = await serve((_, response) => json(response, page));
    await using server = await serve((_, response) => {
      response.writeHead(302, { location: `${other.url}/?token=hidden-token` }).end();
    });
    const result = await list({ serverURL: server.url });
    expect(result).toMatchObject({ ok: false, error: { name: "SDKError", statusCode: 302 } });
    const message = result.ok ? "" : result.error.message;
    expect(message).toBe(`HTTP 302 redirect to ${other.url} not followed`);
    expect(message).not.toContain("hidden-token");
    expect(other.seen).toEqual([]);
  });

  test.each([
    ["https://host?token=hidden-token", ""],
    ["https://host#token=hidden-token", ""],
    ["https://user:hidden-token@host/", ""],
    ["https://user:hidden-token@host", ""],
    ["/path?token=hidden-token", ""],
    ["https://host", "https://host"],
    ["https://host:8443/hidden-token", "https://host:8443"],
  ])("to %s is an error that names at most the origin", async (location, named) => {
    await using server = await serve((_, response) => {
      response.writeHead(302, { location }).end();
    });
    const result = await list({ serverURL: server.url });
    const message = result.ok ? "" : result.error.message;
    expect(message).toBe(`HTTP 302 redirect to ${named} not followed`);
  });

  test.each([301, 302, 303, 307, 308])("with %i within the origin is an error", async (status) => {
    await using server = await serve((_, response, index) => {
      if (index === 0) response.writeHead(status, { location: "/else?where=1" }).end();
      else json(response, page);
    });
    const result = await list({ serverURL: server.url }, { redirect: "follow" });
    expect(result).toMatchObject({ ok: false, error: { name: "SDKError", statusCode: status } });
    expect(server.seen).toHaveLength(1);
  });

  test("that would change a POST into a GET is an error", async () => {
    await using server = await serve((_, response) => {
      response.writeHead(303, { location: "/else" }).end();
    });
    const result = await recordingUrls.call({ serverURL: server.url });
    expect(result).toMatchObject({ ok: false, error: { name: "SDKError", statusCode: 303 } });
    expect(server.seen).toHaveLength(1);
  });

  test("without a location or with an invalid one is an error", async () => {
    for (const headers of [{}, { location: "http://" }]) {
      await using server = await serve((_, response) => {
        response.writeHead(302, headers).end();
      });
      const result = await list({ serverURL: server.url });
      expect(result).toMatchObject({ ok: false, error: { name: "SDKError", statusCode: 302 } });
    }
  });

  test("that a browser hides is an error", async () => {
    const opaque = Object.defineProperties(new Response(null), {
      type: { value: "opaqueredirect" },
      status: { value: 0 },
      ok: { value: false },
    });
    const httpClient = new HTTPClient({ fetcher: async () => opaque });
    const result = await list({ serverURL: "http://localhost", httpClient });
    expect(result).toMatchObject({ ok: false, error: { name: "SDKError" } });
    expect(result.ok ? "" : result.error.message).toContain("redirect");
  });
});
