import { expect, test } from "vitest";
import {
  matchContentType,
  matchResponse,
  matchStatusCode,
  type StatusCodes,
} from "./match-response.js";

const responseOf = (status: number, type?: string) =>
  new Response(null, { status, headers: type ? { "content-type": type } : {} });

test.each<[number, StatusCodes, boolean]>([
  [200, 200, true],
  [200, "200", true],
  [200, "2XX", true],
  [204, "2xx", true],
  [404, ["4XX", 500], true],
  [500, ["4XX", 500], true],
  [503, "default", true],
  [200, 201, false],
  [404, ["2XX", "40"], false],
  [404, [], false],
])("status %i matches %j: %s", (status, codes, expected) => {
  expect(matchStatusCode(responseOf(status), codes)).toBe(expected);
});

test.each<[string | undefined, string, boolean]>([
  ["application/json", "application/json", true],
  ["Application/JSON; charset=utf-8", "application/json", true],
  ["application/json; charset=utf-8", 'application/json;charset="UTF-8"', true],
  ["audio/mpeg", "audio/*", true],
  ["audio/mpeg", "*/*", true],
  [undefined, "*", true],
  [undefined, "application/octet-stream", true],
  ["application/json; charset=utf-8", "*/json", true],
  ["application/json", "*/xml", false],
  ["application/json", "application", false],
  ["application/json", "", false],
  ["application/json", "application/json; charset=utf-8", false],
  ["application/json-lines", "application/json", false],
  ["audiobook/x", "audio/*", false],
  [undefined, "application/json", false],
])("%s matches %s: %s", (type, pattern, expected) => {
  expect(matchContentType(responseOf(200, type), pattern)).toBe(expected);
});

test("a response matches by its status and its media type", () => {
  const response = responseOf(422, "application/json");
  expect(matchResponse(response, ["422"], "application/json")).toBe(true);
  expect(matchResponse(response, "2XX", "application/json")).toBe(false);
  expect(matchResponse(response, 422, "text/plain")).toBe(false);
});
