import { describe, expect, test } from "vitest";
import { KEY, list } from "../../tests/support/operations.js";
import { closedPort, json, page, serve } from "../../tests/support/server.js";
import { HTTPClient } from "./http.js";

describe("HTTPClient", () => {
  test("calls a fetcher with the request only", async () => {
    const calls: unknown[][] = [];
    const httpClient = new HTTPClient({
      fetcher: async (...args) => {
        calls.push(args);
        return Response.json(page);
      },
    });
    expect((await list({ serverURL: "http://localhost", httpClient })).ok).toBe(true);
    const [request, ...rest] = calls[0] as [Request];
    expect(request).toBeInstanceOf(Request);
    expect(rest).toEqual([]);
    expect(request.headers.get("Syllable-API-Key")).toBe(KEY);
  });

  test("runs its hooks in order", async () => {
    await using server = await serve((_, response) => json(response, page));
    const order: string[] = [];
    const httpClient = new HTTPClient()
      .addHook("beforeRequest", () => void order.push("first"))
      .addHook("beforeRequest", async (request) => {
        order.push("second");
        const replaced = new Request(request);
        replaced.headers.set("x-traced", "yes");
        return replaced;
      })
      .addHook("response", async (response, request) => {
        order.push(`${response.status} ${request.headers.get("x-traced")}`);
        expect(await response.clone().json()).toEqual(page);
      })
      .addHook("requestError", () => void order.push("never"));
    expect((await list({ serverURL: server.url, httpClient })).ok).toBe(true);
    expect(order).toEqual(["first", "second", "200 yes"]);
    expect(server.seen[0]!.headers["x-traced"]).toBe("yes");
  });

  test("runs the requestError hook", async () => {
    const seen: unknown[] = [];
    const httpClient = new HTTPClient().addHook("requestError", (error, request) => {
      seen.push(error, request.method);
    });
    const result = await list({ serverURL: await closedPort(), httpClient });
    expect(result).toMatchObject({ ok: false, error: { name: "ConnectionError" } });
    expect(seen).toEqual([expect.any(TypeError), "GET"]);
  });

  test.each(["beforeRequest", "response", "requestError"] as const)(
    "returns an error if a %s hook throws",
    async (name) => {
      await using server = await serve((_, response) => json(response, page));
      const cause = new RangeError("hook");
      const httpClient = new HTTPClient().addHook(name, () => {
        throw cause;
      });
      const serverURL = name === "requestError" ? await closedPort() : server.url;
      const result = await list({ serverURL, httpClient });
      expect(result).toMatchObject({
        ok: false,
        error: { name: "UnexpectedClientError", cause: { name: "RangeError", message: "hook" } },
      });
    },
  );

  test("removes hooks and copies them", async () => {
    const counts = { shared: 0, own: 0 };
    const fetcher = async () => Response.json(page);
    const shared = () => void counts.shared++;
    const first = new HTTPClient({ fetcher }).addHook("beforeRequest", shared);
    const second = first.clone().addHook("beforeRequest", () => void counts.own++);
    const request = () => new Request("http://localhost");
    await first.request(request());
    await second.request(request());
    expect(counts).toEqual({ shared: 2, own: 1 });
    first.removeHook("beforeRequest", shared).removeHook("beforeRequest", () => {});
    await first.request(request());
    await second.request(request());
    expect(counts).toEqual({ shared: 3, own: 2 });
  });

  test("may be a subclass that overrides request", async () => {
    class Canned extends HTTPClient {
      override request = async () => Response.json(page);
    }
    const httpClient = new Canned();
    expect((await list({ serverURL: "http://localhost", httpClient })).ok).toBe(true);
  });
});
