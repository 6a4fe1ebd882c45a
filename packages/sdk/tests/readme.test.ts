/** The programs of the README, run in order. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Programs, RECORDING, type RunOptions, startPrograms } from "./support/programs.js";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

/** The code blocks of the README by the heading above them. */
const blocks = (() => {
  const found: { heading: string; language: string; code: string }[] = [];
  let heading = "";
  for (const [, title, language, code] of readme.matchAll(
    /^#+ ([^\n]+)$|^```(\w*)\n(.*?)^```$/gms,
  )) {
    if (title) heading = title;
    else found.push({ heading, language: language!, code: code! });
  }
  return found;
})();
const scripts = blocks.filter(({ language }) => language === "js");

let programs: Programs;
beforeAll(async () => {
  programs = await startPrograms();
});
afterAll(() => programs?.[Symbol.asyncDispose]());

const fileOf = (heading: string): Promise<string> => {
  const { code } = scripts.find((script) => script.heading === heading)!;
  return programs.consumer.write(`${heading.toLowerCase().replaceAll(" ", "-")}.mjs`, code);
};
const run = async (heading: string, options?: RunOptions): Promise<string> =>
  programs.run(await fileOf(heading), options);

/** What each program must print. */
const printed: Record<string, RegExp> = {
  "First call": /^3 sessions\n100001 Front desk\n100002 Front desk\n100003 Night desk\n$/,
  Functions: /^2 sessions\n$/,
  Errors: /^SDKError 404 [\w-]{36}\n$/,
  "Retries and timeouts": /^3 sessions\n$/,
  Versions: /^Front desk\n$/,
  Iteration: /^100003\n100002\n100001\n$/,
  Recordings: new RegExp(`^${RECORDING.length} bytes\nsaved ${RECORDING.length} bytes\n$`),
};

test.each(Object.entries(printed))("%s", async (heading, expected) => {
  expect(await run(heading)).toMatch(expected);
});

test("each program is run and has valid types", async () => {
  expect(scripts.map(({ heading }) => heading).sort()).toEqual(Object.keys(printed).sort());
  expect(blocks.filter(({ language }) => !["js", "sh"].includes(language))).toEqual([]);
  await programs.checkTypes(await Promise.all(Object.keys(printed).map(fileOf)));
});

test("every link leads to a file of the published package", () => {
  const installed = join(programs.consumer.folder, "node_modules/syllable-sdk");
  const links = [...readme.matchAll(/\]\(([^)#]+)[^)]*\)/g)].map(([, target]) => target!);
  expect(links.length).toBeGreaterThan(0);
  expect(links.filter((link) => !existsSync(join(installed, link)))).toEqual([]);
});

test("every example that it names is in the repository", () => {
  const examples = [...readme.matchAll(/`(examples\/[^`]*)`/g)].map(([, path]) => path!);
  expect(examples.length).toBeGreaterThan(0);
  const root = new URL("../../../", import.meta.url);
  expect(examples.filter((path) => !existsSync(new URL(path, root)))).toEqual([]);
});

test("the table of errors is complete", async () => {
  const code = 'import * as e from "syllable-sdk/models/errors"; console.log(...Object.keys(e));';
  const file = await programs.consumer.write("exported-errors.mjs", code);
  const exported = (await programs.run(file)).trim().split(" ");
  const documented = [...readme.matchAll(/^\| `(\w+Error)` \|/gm)].map(([, name]) => name!);
  expect(documented.sort()).toEqual(exported.filter((name) => !name.startsWith("is")).sort());
});
