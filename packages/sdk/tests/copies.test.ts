/** Errors of one copy of the built package, looked at by another. */
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as source from "../src/models/errors/index.js";
import type { SyllableSDK } from "../src/sdk/sdk.js";
import { json, serve } from "./support/server.js";

type Errors = typeof source;
type Class = new (...args: unknown[]) => Error;

const root = fileURLToPath(new URL("..", import.meta.url));
let folder: string;
let first: Errors;
let second: Errors;

const load = (copy: string, path: string) =>
  import(/* @vite-ignore */ pathToFileURL(join(folder, copy, "dist", path)).href);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "syllable-copies-"));
  for (const copy of ["one", "two"]) {
    await cp(join(root, "dist"), join(folder, copy, "dist"), { recursive: true });
    await cp(join(root, "package.json"), join(folder, copy, "package.json"));
  }
  first = await load("one", "models/errors/index.js");
  second = await load("two", "models/errors/index.js");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const classesOf = (errors: Errors) =>
  Object.entries(errors).filter(([name]) => !name.startsWith("is")) as unknown as [string, Class][];
const guardOf = (errors: Errors, name: string) =>
  (errors as unknown as Record<string, (value: unknown) => boolean>)[`is${name}`]!;

/** An error of each class, made with what any of them may take. */
function errorsOf(errors: Errors): [string, Error][] {
  const response = new Response("{}", { status: 422, headers: { "x-request-id": "req-1" } });
  const meta = { response, body: "{}", rawValue: {} };
  return classesOf(errors).map(([name, type]) => [
    name,
    new type(name === "HTTPValidationError" ? { detail: [] } : "no", meta),
  ]);
}

/** The names of a class and of those that it derives from, by their declarations. */
function kindsOf(errors: Errors, name: string): string[] {
  const classes = classesOf(errors);
  const kinds: string[] = [];
  let type = classes.find(([own]) => own === name)?.[1];
  for (; type; type = Object.getPrototypeOf(type)) {
    const found = classes.find(([, known]) => known === type);
    if (found) kinds.push(found[0]);
  }
  return kinds;
}

test("the copies are two, and export the same", () => {
  expect(first.SDKError).not.toBe(second.SDKError);
  const names = Object.keys(source).sort();
  expect(Object.keys(first).sort()).toEqual(names);
  for (const [name] of classesOf(source)) expect(names).toContain(`is${name}`);
  expect(classesOf(source)).toHaveLength(12);
});

describe.each(classesOf(source).map(([name]) => name))("%s", (name) => {
  test("is itself and its bases to another copy, and nothing else", () => {
    for (const [ours, theirs] of [
      [first, second],
      [second, first],
      [source, second],
      [first, first],
    ] as const) {
      const error = errorsOf(ours).find(([own]) => own === name)![1];
      expect(error.name).toBe(name);
      const kinds = kindsOf(ours, name);
      expect(kinds).toContain(name);
      for (const [other, type] of classesOf(theirs)) {
        expect([other, error instanceof type]).toEqual([other, kinds.includes(other)]);
        expect([other, guardOf(theirs, other)(error)]).toEqual([other, kinds.includes(other)]);
      }
    }
  });
});

test("what a call of one copy throws is known to the other, and passes through its calls", async () => {
  const sdk: typeof SyllableSDK = (await load("one", "index.js")).SyllableSDK;
  const { HTTPClient } = await load("two", "lib/http.js");
  const { SyllableSDK: Other } = await load("two", "index.js");
  await using server = await serve((_, response) => json(response, { detail: "no" }, 404));
  const error = await new sdk({ serverURL: server.url }).sessions
    .getById({ sessionId: "1" })
    .catch((thrown) => thrown);
  expect(error instanceof second.SDKError).toBe(true);
  expect(second.isHTTPValidationError(error)).toBe(false);
  const httpClient = new HTTPClient({ fetcher: () => Promise.reject(error) });
  const call = new Other({ serverURL: server.url, httpClient }).sessions.list({});
  await expect(call).rejects.toBe(error);
});

test("SaveRecordingError is known to another copy too", async () => {
  const { SaveRecordingError: One } = await load("one", "node/index.js");
  const { SaveRecordingError: Two } = await load("two", "node/index.js");
  const error = new One("disk", "full");
  expect(error).toMatchObject({ name: "SaveRecordingError", fault: "disk" });
  expect(error instanceof Two).toBe(true);
  expect(error instanceof second.HTTPClientError).toBe(false);
});
