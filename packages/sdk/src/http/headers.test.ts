import { setImmediate } from "node:timers/promises";
import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { KEY, list, recordingStream } from "../../tests/support/operations.js";
import { json, page, serve } from "../../tests/support/server.js";
import { SDK_METADATA, type SDKOptions } from "../lib/config.js";
import type { RequestOptions } from "../lib/sdks.js";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

const headersSent = async (settings: SDKOptions, options?: RequestOptions) => {
  await using server = await serve((_, response) => json(response, page));
  const result = await list({ serverURL: server.url, ...settings }, options);
  if (!result.ok) throw result.error;
  return server.seen[0]!.headers;
};

describe("the headers", () => {
  test("are an API key, a media type and a user agent", async () => {
    expect(await headersSent({})).toMatchObject({
      "syllable-api-key": KEY,
      accept: "application/json",
      "user-agent": SDK_METADATA.userAgent,
    });
  });

  test("accept bytes if the result is a stream", async () => {
    await using server = await serve((_, response) => void response.end());
    await recordingStream.call({ serverURL: server.url });
    expect(server.seen[0]!.headers.accept).toBe("application/octet-stream");
  });

  test("of the caller win, whatever their case and form", async () => {
    const sent = await headersSent(
      { userAgent: "mine/2" },
      {
        fetchOptions: {
          headers: [
            ["X-One", "1"],
            ["ACCEPT", "a/b"],
          ],
        },
        headers: new Headers({ "x-two": "2", "x-one": "both" }),
      },
    );
    expect(sent).toMatchObject({
      "x-one": "both",
      "x-two": "2",
      accept: "a/b",
      "user-agent": "mine/2",
      "syllable-api-key": KEY,
    });
    const own = await headersSent(
      {},
      { headers: { "SYLLABLE-API-KEY": "another", "User-Agent": "x" } },
    );
    expect(own).toMatchObject({ "syllable-api-key": "another", "user-agent": "x" });
  });

  describe("without a process, as in a browser", () => {
    const { process } = globalThis;
    beforeEach(async () => {
      // Vitest needs it until the end of this turn.
      await setImmediate();
      Reflect.deleteProperty(globalThis, "process");
    });
    afterEach(() => void Object.assign(globalThis, { process }));

    test("have no user agent of the SDK", async () => {
      expect((await headersSent({}))["user-agent"]).not.toContain("syllable");
    });

    test("have the user agent that the caller sets", async () => {
      expect((await headersSent({ userAgent: "mine/2" }))["user-agent"]).toBe("mine/2");
    });
  });

  test.each(["syllable-api-key", "authorization", "x-private"])(
    "with an invalid %s are rejected without quoting it",
    async (name) => {
      const headers = { [name]: `Bearer ${KEY}\0` };
      for (const options of [{ headers }, { fetchOptions: { headers } }]) {
        const result = await list({ serverURL: "http://127.0.0.1:9" }, options);
        expect(result).toMatchObject({ ok: false, error: { name: "InvalidRequestError" } });
        expect(inspect(result, { depth: 9, showHidden: true })).not.toContain(KEY);
      }
    },
  );
});

describe("the API key", () => {
  test("comes from a function, async or not, for each request", async () => {
    let calls = 0;
    const apiKeyHeader = async () => `key-${++calls}`;
    expect((await headersSent({ apiKeyHeader }))["syllable-api-key"]).toBe("key-1");
    expect((await headersSent({ apiKeyHeader }))["syllable-api-key"]).toBe("key-2");
    expect((await headersSent({ apiKeyHeader: () => "now" }))["syllable-api-key"]).toBe("now");
  });

  test("comes from the environment if the option is absent", async () => {
    vi.stubEnv("SYLLABLESDK_API_KEY_HEADER", "from-env");
    expect((await headersSent({ apiKeyHeader: undefined }))["syllable-api-key"]).toBe("from-env");
    expect((await headersSent({ apiKeyHeader: "given" }))["syllable-api-key"]).toBe("given");
  });

  test("is not sent if there is none", async () => {
    vi.stubEnv("SYLLABLESDK_API_KEY_HEADER", "");
    expect(await headersSent({ apiKeyHeader: undefined })).not.toHaveProperty("syllable-api-key");
    expect(await headersSent({ apiKeyHeader: "" })).not.toHaveProperty("syllable-api-key");
  });

  test("is not quoted by the error of a function that fails", async () => {
    const apiKeyHeader = () => Promise.reject(new RangeError(`bad ${KEY}`));
    const result = await list({ serverURL: "http://127.0.0.1:9", apiKeyHeader });
    expect(result).toMatchObject({ ok: false, error: { name: "InvalidRequestError" } });
    const error = result.ok ? undefined : result.error;
    expect(error?.message).toContain("apiKeyHeader failed");
    expect(`${error?.stack} ${error?.cause}`).not.toContain(KEY);
  });

  test.each([`${KEY}\n`, `${KEY}\0x`, `${KEY}雪`, 42])(
    "is rejected without quoting it: %j",
    async (key) => {
      const result = await list({ serverURL: "http://127.0.0.1:1", apiKeyHeader: key as string });
      const error = result.ok ? undefined : result.error;
      expect(`${error?.stack} ${error?.message} ${(error?.cause as Error)?.stack}`).not.toContain(
        KEY,
      );
      if (key !== `${KEY}\n`) expect(error?.name).toBe("InvalidRequestError");
    },
  );
});
