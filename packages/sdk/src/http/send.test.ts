import { afterEach, expect, test, vi } from "vitest";
import { KEY, list } from "../../tests/support/operations.js";
import { closedPort, json, page, serve } from "../../tests/support/server.js";
import { SyllableSDKCore } from "../core.js";
import { ingestUploadRecording } from "../funcs/ingestUploadRecording.js";
import { HTTPClient } from "../lib/http.js";

afterEach(() => vi.restoreAllMocks());

test("the global fetch is called with a URL and its options", async () => {
  const fetched = vi.spyOn(globalThis, "fetch").mockResolvedValue(Response.json(page));
  const call = list({ serverURL: "http://localhost" });
  expect((await call).ok).toBe(true);
  const [url, init] = fetched.mock.calls[0]!;
  expect(url).toBe("http://localhost/api/v1/sessions/?limit=25");
  expect(init).toMatchObject({ method: "GET", redirect: "manual" });
  expect(new Headers(init?.headers).get("Syllable-API-Key")).toBe(KEY);
});

test("$inspect returns the request that was sent, with and without an HTTPClient", async () => {
  await using server = await serve((_, response) => json(response, page));
  for (const httpClient of [undefined, new HTTPClient()]) {
    const [, { request }] = await list({ serverURL: server.url, httpClient }).$inspect();
    expect(request).toBeInstanceOf(Request);
    expect(request).toMatchObject({ method: "GET", redirect: "manual" });
    expect(request?.headers.get("Syllable-API-Key")).toBe(KEY);
  }
});

test.each([undefined, new HTTPClient()])(
  "an invalid request has another error than a failed one",
  async (httpClient) => {
    const serverURL = await closedPort();
    const invalid = await list({ serverURL, httpClient }, { cache: "no such mode" as "default" });
    expect(invalid).toMatchObject({ ok: false, error: { name: "InvalidRequestError" } });
    const port = await list({ serverURL: "http://127.0.0.1:99999", httpClient });
    expect(port).toMatchObject({ ok: false, error: { name: "InvalidRequestError" } });
    const refused = await list({ serverURL, httpClient });
    expect(refused).toMatchObject({ ok: false, error: { name: "ConnectionError" } });
  },
);

test.each([undefined, new HTTPClient()])(
  "the error of a streamed upload is that of the connection",
  async (httpClient) => {
    const sdk = new SyllableSDKCore({ serverURL: await closedPort(), httpClient });
    const body = new Blob(["bytes"]).stream();
    const call = ingestUploadRecording(sdk, { sessionId: "1", name: "a", body });
    expect(await call).toMatchObject({ ok: false, error: { name: "ConnectionError" } });
    expect((await call.$inspect())[1]).toMatchObject({ status: "request-error" });
  },
);
