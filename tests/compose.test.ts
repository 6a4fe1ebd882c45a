/** The compose file, as far as it can be told without Docker. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { runCommand } from "./support/command.js";

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");
const compose = read("compose.yaml");
const dockerfile = read("Dockerfile");
const caddyfile = read("deploy/Caddyfile");

const all = (pattern: RegExp, text: string): string[] => [
  ...new Set([...text.matchAll(pattern)].map(([, found]) => found!)),
];
/** The names below a top-level key. */
const namesIn = (key: string): string[] => {
  const [, block] = new RegExp(`^${key}:\\n((?:(?: .*)?\\n)+)`, "m").exec(compose)!;
  return all(/^ {2}([\w-]+):$/gm, block!);
};

test("sets no variable that serve does not know", async () => {
  const { stdout } = await runCommand(["serve", "--help"]);
  const set = all(/^\s*(SYLLABLE_\w+):/gm, compose);
  expect(set.length).toBeGreaterThanOrEqual(5);
  for (const name of [...set, ...all(/(SYLLABLE_\w+)=/g, dockerfile)]) {
    expect(stdout).toContain(name);
  }
});

test("names nothing that is not there", () => {
  const services = namesIn("services");
  expect(all(/(\S+):8001\b/g, caddyfile.replace(/^:8001.*$/m, ""))).toEqual(
    services.filter((name) => /^service-\d$/.test(name)),
  );
  for (const name of all(/^ {6}- (service-\d)$/gm, compose)) expect(services).toContain(name);
  for (const name of all(/^ {4}(\w+):\n {6}condition:/gm, compose))
    expect(services).toContain(name);
  for (const name of all(/^ {6}- (\w+):\//gm, compose)) expect(namesIn("volumes")).toContain(name);
  for (const path of all(/^ {6}- \.\/([^:]+):/gm, compose)) expect(read(path)).not.toBe("");
  for (const path of all(/"(packages\/cli\/[^"]+)"/g, dockerfile)) expect(read(path)).not.toBe("");
});

test("holds no secret: each has to be given", () => {
  for (const [line] of compose.matchAll(/^.*(?:KEY|PASSWORD|SECRET\w*): .*$/gm)) {
    expect(line).toMatch(/\$\{\w+:(\?|-\$\{\w+:\?|-syllable\})/);
  }
});
