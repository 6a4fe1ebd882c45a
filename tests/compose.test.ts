/** Checks compose.yaml, the Dockerfile and the Caddyfile against the real service, without Docker. */
import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { promisify } from "node:util";
import { RunningCommand, runCommand } from "syllable-test-support/command";
import { tempFolder } from "syllable-test-support/temp-folder";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";

const run = promisify(execFile);
const urlOf = (path: string) => new URL(`../${path}`, import.meta.url);
const read = (path: string) => readFileSync(urlOf(path), "utf8");

interface Service {
  readonly build?: string;
  readonly image: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly depends_on?: readonly string[] | Readonly<Record<string, { condition: string }>>;
  readonly volumes?: readonly string[];
}

const compose = parse(read("compose.yaml"), { merge: true }) as {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, null>>;
};
const services = Object.entries(compose.services);
const [, service] = services.find(([, { build }]) => build !== undefined)!;
const caddyfile = read("deploy/Caddyfile");

/** The instructions of the Dockerfile, with continued lines joined. */
const dockerfile = read("Dockerfile")
  .replaceAll(/\\\n\s*/g, "")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"))
  .map((line) => {
    const [instruction, ...words] = line.split(/\s+/);
    return { instruction: instruction!, words };
  });
const instructions = (name: string) =>
  dockerfile.filter(({ instruction }) => instruction === name).map(({ words }) => words.join(" "));
/** The command line of an instruction such as `CMD ["node", "main.js"]`. */
const commandIn = (text: string): string[] => JSON.parse(text.slice(text.indexOf("[")));
const imageSettings = Object.fromEntries(
  instructions("ENV").flatMap((text) => text.split(" ").map((pair) => pair.split("=", 2))),
) as Record<string, string>;

describe("every image has an exact version:", () => {
  /** A complete version, a release named by its time, or a digest. */
  const EXACT = /^[a-z/]+(:(\d+\.\d+(\.\d+)?(-[\w-]+)?|RELEASE\.[\dTZ-]+)|@sha256:[0-9a-f]{64})$/;
  /** Versions of PostgreSQL have two numbers, others have three. */
  const isExact = (image: string) =>
    EXACT.test(image) && (image.startsWith("postgres:") || !/:\d+\.\d+(-|$)/.test(image));

  test.each(services.filter(([, { build }]) => build === undefined))("%s", (_name, { image }) => {
    expect(image).toSatisfy(isExact);
  });

  test("the Dockerfile", () => {
    const images = instructions("FROM").map((text) => text.split(" ")[0]!);
    expect(images.length).toBeGreaterThan(0);
    for (const image of images) expect(image).toSatisfy(isExact);
    expect(new Set(images).size).toBe(1);
  });

  test.each([
    "caddy",
    "caddy:2",
    "caddy:2.11",
    "minio/minio:latest",
    "node:22-slim",
    "node:22.1-slim",
  ])("%s is not an exact version", (image) => {
    expect(image).not.toSatisfy(isExact);
  });
});

describe("the settings of the service", () => {
  const settings = { ...imageSettings, ...service.environment };
  const names = Object.keys(settings).filter((name) => name.startsWith("SYLLABLE_"));

  test("are listed by `serve --help`", async () => {
    const { stdout } = await runCommand(["serve", "--help"]);
    const known = [...stdout.matchAll(/env:\s+(SYLLABLE_\w+)\)/g)].map(([, name]) => name);
    expect(known.length).toBeGreaterThan(10);
    expect(names).toContain("SYLLABLE_BOOTSTRAP_KEY");
    expect(stdout).toContain("SYLLABLE_BOOTSTRAP_KEY");
    for (const name of names) if (name !== "SYLLABLE_BOOTSTRAP_KEY") expect(known).toContain(name);
  });

  test("have values that the service accepts, and both health checks pass", async () => {
    // Values with a placeholder name other services, which do not run here.
    const literals = names.filter((name) => !settings[name]!.includes("${"));
    expect(literals).toContain("SYLLABLE_DATABASE_CONNECTIONS");
    expect(literals).toContain("SYLLABLE_TRUST_PROXY");
    const command = RunningCommand.start(["serve", "--host", "127.0.0.1", "--port", "0"], {
      ...Object.fromEntries(literals.map((name) => [name, settings[name]!])),
      SYLLABLE_BOOTSTRAP_KEY: "syl_compose_admin_key",
      SYLLABLE_DATA_DIR: tempFolder(),
    });
    try {
      const url = await command.url();
      const [program, ...args] = commandIn(instructions("HEALTHCHECK")[0]!);
      expect(program).toBe("node");
      const atPort = args.map((arg) => arg.replace("http://127.0.0.1:8001", url));
      expect(atPort).not.toEqual(args);
      await run(process.execPath, atPort);
      const [, path] = /^\s*health_uri (\S+)$/m.exec(caddyfile)!;
      expect((await fetch(url + path)).status).toBe(200);
    } finally {
      await command.stop();
    }
  });
});

describe("all references are valid:", () => {
  const names = services.map(([name]) => name);

  test("the services behind the balancer, and their port", () => {
    const [, upstreams] = /^\s*reverse_proxy ([^{]+)\{/m.exec(caddyfile)!;
    const expected = services.filter(([, { build }]) => build).map(([name]) => `${name}:8001`);
    expect(expected).toHaveLength(3);
    expect(upstreams!.trim().split(" ")).toEqual(expected);
    expect(imageSettings.SYLLABLE_PORT).toBe("8001");
    expect(instructions("EXPOSE")).toEqual(["8001"]);
  });

  test.each(services)("the dependencies and the volumes of %s", (_name, one) => {
    const { depends_on = [], volumes = [] } = one;
    const needed = Array.isArray(depends_on) ? depends_on : Object.keys(depends_on);
    for (const name of needed) expect(names).toContain(name);
    for (const [source] of volumes.map((volume) => volume.split(":"))) {
      if (source!.startsWith("./")) expect(existsSync(urlOf(source!))).toBe(true);
      else expect(Object.keys(compose.volumes)).toContain(source);
    }
  });

  test("the program of the image", () => {
    const [, script] = commandIn(instructions("CMD")[0]!);
    expect(existsSync(urlOf(script!))).toBe(true);
  });
});

test("secrets have no default", () => {
  const secrets = services.flatMap(([, { environment = {} }]) =>
    Object.entries(environment).filter(([name]) => /KEY|PASSWORD|SECRET|^MC_HOST/.test(name)),
  );
  expect(secrets.length).toBeGreaterThanOrEqual(5);
  for (const [name, value] of secrets) {
    // This id is not secret.
    if (name === "AWS_ACCESS_KEY_ID") expect(value).toBe(`\${${name}:-syllable}`);
    else expect(value, name).toMatch(/\$\{\w+:(\?|-\$\{\w+:\?)/);
  }
});
