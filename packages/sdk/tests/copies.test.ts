/** Values of one copy of the built package, used by another: ES modules and CommonJS. */
import { cp, mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as source from "../src/models/errors/index.js";
import { json, page, serve } from "./support/server.js";

type Errors = typeof source;
type Copy = Awaited<ReturnType<typeof load>>;
type Class = new (...args: unknown[]) => Error;

const root = fileURLToPath(new URL("..", import.meta.url));
let folder: string;
let first: Errors;
let second: Errors;
/** The CommonJS modules of the first copy. */
let commonjs: Errors;

const load = (copy: string, path: string) =>
  import(/* @vite-ignore */ pathToFileURL(join(folder, copy, "dist", path)).href);
const requireFrom = (path: string) =>
  createRequire(import.meta.url)(join(folder, "one", "dist", "cjs", path));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "syllable-copies-"));
  for (const copy of ["one", "two"]) {
    await cp(join(root, "dist"), join(folder, copy, "dist"), { recursive: true });
    await cp(join(root, "package.json"), join(folder, copy, "package.json"));
  }
  first = await load("one", "models/errors/index.js");
  second = await load("two", "models/errors/index.js");
  commonjs = requireFrom("models/errors/index.js");
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

test("the copies are separate and export the same", () => {
  expect(new Set([first, second, commonjs].map(({ SDKError }) => SDKError)).size).toBe(3);
  const names = Object.keys(source).sort();
  for (const copy of [first, commonjs]) expect(Object.keys(copy).sort()).toEqual(names);
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
      [first, commonjs],
      [commonjs, first],
      [commonjs, commonjs],
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

const COPIES: [string, (path: string) => Promise<Copy>][] = [
  ["ES modules", (path) => load("one", path)],
  ["ES modules of another copy", (path) => load("two", path)],
  ["CommonJS", async (path) => requireFrom(path)],
];
const PAIRS = COPIES.flatMap(([one, loadOne]) =>
  COPIES.filter(([two]) => two !== one).map(
    ([two, loadTwo]) => [`${one} and ${two}`, loadOne, loadTwo] as const,
  ),
);

describe.each(PAIRS)("%s", (_, loadOne, loadTwo) => {
  test("recognise each other's errors, and pass them through", async () => {
    const { SyllableSDK: One } = await loadOne("index.js");
    const { HTTPClient } = await loadTwo("lib/http.js");
    const { SyllableSDK: Two } = await loadTwo("index.js");
    const errors = await loadTwo("models/errors/index.js");
    await using server = await serve((_, response) => json(response, { detail: "no" }, 404));
    const error = await new One({ serverURL: server.url }).sessions
      .getById({ sessionId: "1" })
      .catch((thrown: unknown) => thrown);
    expect(error instanceof errors.SDKError).toBe(true);
    expect(errors.isHTTPValidationError(error)).toBe(false);
    const httpClient = new HTTPClient({ fetcher: () => Promise.reject(error) });
    const call = new Two({ serverURL: server.url, httpClient }).sessions.list({});
    await expect(call).rejects.toBe(error);
  });

  test("use each other's clients, hooks and results", async () => {
    const { HTTPClient, SyllableSDK: One } = await loadOne("index.js");
    const { SyllableSDKCore } = await loadOne("core.js");
    const { OK } = await loadOne("types/index.js");
    const { SyllableSDK: Two } = await loadTwo("index.js");
    const { sessionsList } = await loadTwo("funcs/sessionsList.js");
    await using server = await serve((_, response) => json(response, page));
    const seen: string[] = [];
    const httpClient = new HTTPClient().addHook("response", (response: Response) => {
      seen.push(`${response.status}`);
    });
    const options = { serverURL: server.url, httpClient: httpClient.clone() };
    const value = await new Two(options).sessions.list({});
    expect(value.items).toHaveLength(1);
    for (const client of [new One(options), new SyllableSDKCore(options)]) {
      const call = sessionsList(client, {});
      expect(await call).toEqual(OK(value));
      expect((await call.$inspect())[1]).toMatchObject({ status: "complete" });
    }
    expect(seen).toEqual(["200", "200", "200"]);
  });

  test("have equal enums and metadata", async () => {
    for (const path of ["index.js", "models/components/index.js", "lib/config.js"]) {
      const [one, two] = [await loadOne(path), await loadTwo(path)];
      expect(Object.keys(one)).toEqual(Object.keys(two));
      for (const [name, value] of Object.entries(one)) {
        if (typeof value !== "function") expect(two[name]).toEqual(value);
      }
    }
    const { SessionProperties } = await loadOne("models/components/index.js");
    expect(SessionProperties.AgentName).toBe("agent_name");
  });
});

test.each(PAIRS)("SaveRecordingError: %s recognise it", async (_, loadOne, loadTwo) => {
  const { SaveRecordingError: One } = await loadOne("node/index.js");
  const { SaveRecordingError: Two } = await loadTwo("node/index.js");
  const error = new One("disk", "full");
  expect(error).toMatchObject({ name: "SaveRecordingError", fault: "disk" });
  expect(error instanceof Two).toBe(true);
  expect(error instanceof second.HTTPClientError).toBe(false);
});
