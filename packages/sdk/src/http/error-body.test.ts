import { describe, expect, test } from "vitest";
import { KEY, list } from "../../tests/support/operations.js";
import { serve } from "../../tests/support/server.js";
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

describe("a failure status", () => {
  test("becomes an SDKError with all that came", async () => {
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

  test("may come with no body and no type", async () => {
    const error = await errorOf(500, undefined, "");
    expect(error).toMatchObject({ statusCode: 500, body: "", contentType: "" });
  });

  test("does not let its body quote the key", async () => {
    const error = await errorOf(403, "text/plain", `bad key ${KEY}`);
    expect(error.body).toBe("bad key ***");
  });
});

describe("a 422", () => {
  test.each(["application/json", "application/json; charset=utf-8", "Application/JSON"])(
    "of type %s becomes an HTTPValidationError",
    async (type) => {
      const error = (await errorOf(422, type, JSON.stringify({ detail }))) as HTTPValidationError;
      expect(error).toBeInstanceOf(HTTPValidationError);
      expect(error).toMatchObject({ name: "HTTPValidationError", statusCode: 422, detail });
      expect(error.data$).toEqual({ detail });
      expect(error.message).toContain("query.search_fields.0: unknown field");
    },
  );

  test.each([
    ["application/json", '{"detail":"text"}'],
    ["application/json", '{"detail":[1,null]}'],
    ["application/json", '{"detail":[{"loc":"x","msg":"m","type":"t"}]}'],
    ["application/json", '{"detail":'],
    ["application/json", "{}"],
    ["application/json", "null"],
    ["application/json", "[]"],
    ["application/json", ""],
    ["text/html", JSON.stringify({ detail })],
    ["application/problem+json", JSON.stringify({ detail })],
  ])("of type %s with the body %s falls back to SDKError", async (type, body) => {
    expect(await errorOf(422, type, body)).toMatchObject({ name: "SDKError", statusCode: 422 });
  });
});
