import { describe, expect, test } from "vitest";
import { bomb, type Poured } from "../../tests/support/endless.js";
import { KEY, list } from "../../tests/support/operations.js";
import { serve, until } from "../../tests/support/server.js";
import { HTTPClient } from "../lib/http.js";
import { HTTPValidationError, SDKError, SyllableSDKError } from "../models/errors/index.js";

const errorOf = async (status: number, type: string | undefined, body: string) => {
  await using server = await serve((_, response) => {
    response.writeHead(status, { ...(type && { "content-type": type }), "x-request-id": "r1" });
    response.end(body);
  });
  const result = await list({ serverURL: server.url });
  if (result.ok) throw new Error("no error");
  return result.error as SyllableSDKError;
};

const detail = [{ loc: ["query", "search_fields", 0], msg: "unknown field", type: "enum" }];

describe("an error status", () => {
  test("becomes an SDKError with the response", async () => {
    const error = await errorOf(404, "application/json", '{"detail":"no such session"}');
    expect(error).toBeInstanceOf(SDKError);
    expect(error).toBeInstanceOf(SyllableSDKError);
    expect(error).toMatchObject({
      name: "SDKError",
      statusCode: 404,
      body: '{"detail":"no such session"}',
      contentType: "application/json",
      message: expect.stringMatching(/404.*no such session/),
    });
    expect(error.headers.get("x-request-id")).toBe("r1");
    expect(error.rawResponse).toBeInstanceOf(Response);
    expect(error.rawResponse.status).toBe(404);
    expect(Object.keys(error)).not.toContain("rawResponse");
  });

  test("may have no body and no media type", async () => {
    const error = await errorOf(500, undefined, "");
    expect(error).toMatchObject({ statusCode: 500, body: "", contentType: "" });
  });

  test("has the key masked in its body", async () => {
    const error = await errorOf(403, "text/plain", `bad key ${KEY}`);
    expect(error.body).toBe("bad key ***");
  });

  test("has a key masked that the cut of the body would split", async () => {
    const start = "x".repeat(65_536 - KEY.length + 1);
    const error = await errorOf(500, "text/plain", `${start}${KEY} and more`);
    expect(error.body).toMatch(/^x{60000}/);
    expect(error.body).not.toContain(KEY.slice(0, 4));
  });

  test("has the start of a body that is larger than the limit", async () => {
    await using server = await serve((_, response) => {
      response.writeHead(500, { "content-length": 1000 }).end("no ".padEnd(1000));
    });
    const result = await list({ serverURL: server.url, maxResponseBytes: 10 });
    expect(result).toMatchObject({
      error: { name: "SDKError", statusCode: 500, body: "no ".padEnd(10) },
    });
  });

  test.each(["gzip", "br"] as const)(
    "reads only the start of a compression bomb: %s",
    async (encoding) => {
      let poured: Poured | undefined;
      await using server = await serve((_, response) => {
        response.writeHead(502, { "content-encoding": encoding });
        poured = bomb(response, encoding);
      });
      const result = await list({ serverURL: server.url });
      expect(result).toMatchObject({ error: { name: "SDKError", body: " ".repeat(65_536) } });
      await until(() => poured!.closed);
    },
  );

  test("has a key masked that is split between two chunks", async () => {
    const start = "x".repeat(65_536 - 4);
    await using server = await serve((_, response) => {
      response.writeHead(500);
      // The client reads the first chunk before the second one arrives.
      response.write(start + KEY.slice(0, 4), () =>
        setTimeout(() => response.end(KEY.slice(4)), 50),
      );
    });
    const result = await list({ serverURL: server.url });
    expect(result).toMatchObject({ error: { body: `${start}***` } });
  });

  test("reads the body of a response that has only text()", async () => {
    const fake = { ok: false, status: 503, headers: new Headers(), text: async () => "later" };
    const httpClient = new HTTPClient({ fetcher: async () => fake as unknown as Response });
    const result = await list({ serverURL: "http://fake", httpClient });
    expect(result).toMatchObject({ error: { statusCode: 503, body: "later" } });
  });

  test("is an SDKError even if a hook has read its body", async () => {
    await using server = await serve((_, response) => void response.writeHead(503).end("no"));
    const httpClient = new HTTPClient().addHook("response", async (response) => {
      await response.text();
    });
    const result = await list({ serverURL: server.url, httpClient });
    expect(result).toMatchObject({ error: { name: "SDKError", statusCode: 503, body: "" } });
  });
});

describe("the request id", () => {
  const failing = async (id: string | undefined, status = 404, type = "application/json") => {
    await using server = await serve((_, response) => {
      response.writeHead(status, { "content-type": type, ...(id && { "x-request-id": id }) });
      response.end("{}");
    });
    const result = await list({ serverURL: server.url });
    return (result.ok ? undefined : result.error) as SyllableSDKError;
  };

  test.each([404, 500, 422, 200, 302])("is a property of the error of a %i", async (status) => {
    const error = await failing("0b8f-1:a.b", status);
    expect(error).toBeInstanceOf(SyllableSDKError);
    expect(error.requestId).toBe("0b8f-1:a.b");
    expect(error.message).not.toContain("0b8f-1");
  });

  test("is undefined if the response has none", async () => {
    const error = await failing(undefined);
    expect(error.requestId).toBeUndefined();
  });

  test.each(["a b", "<script>", "x".repeat(100), 'a;b"c'])(
    "is the header unchanged, and not in the message: %s",
    async (id) => {
      const error = await failing(id);
      expect(error.requestId).toBe(id);
      expect(error.message).not.toContain(id);
    },
  );

  test.each([404, 422, 200, 302])(
    "of a %i does not bring the key into message, stack, cause or body",
    async (status) => {
      const { message, stack, cause, body } = await failing(KEY, status);
      expect(`${message} ${stack} ${cause} ${body}`).not.toContain(KEY);
    },
  );

  test("is read from the response of an error that a program creates", () => {
    const response = new Response(null, { headers: { "x-request-id": "r1" } });
    expect(new SDKError("no", { response, body: "" }).requestId).toBe("r1");
  });
});

describe("a 422", () => {
  test.each([
    "application/json",
    "application/json; charset=utf-8",
    "Application/JSON",
    "application/problem+json",
    "text/html",
    undefined,
  ])("of type %s becomes an HTTPValidationError", async (type) => {
    const error = (await errorOf(422, type, JSON.stringify({ detail }))) as HTTPValidationError;
    expect(error).toBeInstanceOf(HTTPValidationError);
    expect(error).toMatchObject({ name: "HTTPValidationError", statusCode: 422, detail });
    expect(error.data$).toEqual({ detail });
    expect(error.message).toContain("query.search_fields.0: unknown field");
  });

  test.each([
    ["application/json", '{"detail":"text"}'],
    ["application/json", '{"detail":[1,null]}'],
    ["application/json", '{"detail":[{"loc":"x","msg":"m","type":"t"}]}'],
    ["application/json", '{"detail":'],
    ["application/json", "{}"],
    ["application/json", "null"],
    ["application/json", "[]"],
    ["application/json", ""],
    ["text/html", "<p>Unprocessable</p>"],
  ])("of type %s with the body %s is an SDKError", async (type, body) => {
    expect(await errorOf(422, type, body)).toMatchObject({ name: "SDKError", statusCode: 422 });
  });
});
