/** The READMEs of the command and of the server match what they do. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { runCommand } from "syllable-test-support/command";
import { tempFolder } from "syllable-test-support/temp-folder";
import { expect, test } from "vitest";

const folder = tempFolder();
const serverFolder = fileURLToPath(new URL("../../server/", import.meta.url));
const commandReadme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const serverReadme = readFileSync(`${serverFolder}README.md`, "utf8");

const helpOf = async (...command: string[]) => (await runCommand([...command, "--help"])).stdout;
const optionsIn = (text: string) => new Set(text.match(/--[a-z][a-z\d-]+/g));

test("the settings of the server are the options of serve and their variables", async () => {
  const help = await helpOf("serve");
  const options = optionsIn(help);
  options.delete("--help");
  expect(optionsIn(serverReadme)).toEqual(options);
  const variables = new Set(help.match(/SYLLABLE_[A-Z\d_]+/g));
  expect(new Set(serverReadme.match(/SYLLABLE_[A-Z\d_]+/g))).toEqual(variables);
});

test.each([["create"], ["list"], ["revoke"]])("the command keys %s exists", async (name) => {
  expect(commandReadme).toContain(`\`syllable keys ${name}`);
  expect(await helpOf("keys", name)).toContain(`syllable keys ${name}`);
});

test.each([
  ["list"],
  ["get"],
  ["transcript"],
  ["summary"],
  ["latency"],
  ["timeline"],
  ["audio"],
  ["labels"],
  ["recording"],
  ["delete"],
])("the command sessions %s exists", async (name) => {
  expect(commandReadme).toMatch(new RegExp(`\\| \`syllable sessions [^\`]*\\b${name}\\b`));
  expect(await helpOf("sessions", name)).toContain(`syllable sessions ${name}`);
});

test("the options of sessions list exist", async () => {
  const [row] = /^\| `syllable sessions list`.*$/m.exec(commandReadme)!;
  const help = await helpOf("sessions", "list");
  for (const option of optionsIn(row)) expect(help).toContain(option);
});

test("the command database distribute exists", async () => {
  expect(commandReadme).toContain("`syllable database distribute`");
  expect(await helpOf("database", "distribute")).toContain("syllable database distribute");
});

test("the command recordings analyze exists, with its options", async () => {
  const [row] = /^\| `syllable recordings analyze`.*$/m.exec(commandReadme)!;
  const help = await helpOf("recordings", "analyze");
  expect(help).toContain("syllable recordings analyze");
  expect(optionsIn(row)).toEqual(new Set(["--all", "--session"]));
  for (const option of optionsIn(row)) expect(help).toContain(option);
});

test("the options of keys create exist", async () => {
  const [row] = /^\| `syllable keys create`.*$/m.exec(commandReadme)!;
  const options = await helpOf("keys", "create");
  expect(optionsIn(row).size).toBe(3);
  for (const option of optionsIn(row)) expect(options).toContain(option);
});

test("the program in the README of the server runs", async () => {
  const [, program] = /```js\n(.*?)```/s.exec(serverReadme)!;
  const code = program!.replace("8001", "0").replace("./data", folder);
  const args = ["--input-type=module", "--eval", code];
  const child = spawn(process.execPath, args, { cwd: serverFolder });
  const [line] = await once(child.stdout, "data");
  expect(String(line)).toMatch(/^http:\/\/127\.0\.0\.1:\d+ syl_\S+\n$/);
  child.kill("SIGTERM");
  expect(await once(child, "exit")).toEqual([0, null]);
});
