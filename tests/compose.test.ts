/** The compose file, the Dockerfile and the Caddyfile, as far as they can be checked without Docker. */
import { readFileSync } from "node:fs";
import { runCommand } from "syllable-test-support/command";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");

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

/** The instructions of the Dockerfile, continued lines joined. */
const dockerfile = read("Dockerfile")
  .replaceAll(/\\\n\s*/g, "")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"))
  .map((line) => {
    const [instruction, ...words] = line.split(/\s+/);
    return { instruction: instruction!, words };
  });
const instructions = (name: string) =>
  dockerfile.filter(({ instruction }) => instruction === name).map(({ words }) => words);

describe("images are of one exact version", () => {
  /** A version with all its numbers, a release named by its time, or a digest. */
  const EXACT = /^[a-z/]+(:(\d+\.\d+(\.\d+)?(-[\w-]+)?|RELEASE\.[\dTZ-]+)|@sha256:[0-9a-f]{64})$/;
  /** PostgreSQL has versions of two numbers, everyone else of three. */
  const isExact = (image: string) =>
    EXACT.test(image) && (image.startsWith("postgres:") || !/:\d+\.\d+(-|$)/.test(image));

  test.each(services.filter(([, { build }]) => build === undefined))("of %s", (_name, service) => {
    expect(service.image).toSatisfy(isExact);
  });

  test("that the Dockerfile begins with", () => {
    const images = instructions("FROM").map(([image]) => image!);
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
  ])("which %s is not", (image) => {
    expect(image).not.toSatisfy(isExact);
  });
});

test("sets no variable that serve does not know", async () => {
  const { stdout } = await runCommand(["serve", "--help"]);
  const inServices = services.flatMap(([, { environment = {} }]) => Object.keys(environment));
  const inImage = instructions("ENV").flatMap((words) => words.map((word) => word.split("=")[0]!));
  const set = [...inServices, ...inImage].filter((name) => name.startsWith("SYLLABLE_"));
  expect(new Set(set).size).toBeGreaterThanOrEqual(8);
  for (const name of set) expect(stdout).toContain(name);
});

describe("names nothing that is not there:", () => {
  const names = services.map(([name]) => name);

  test("services of the balancer", () => {
    const [, proxied] = /^\s*reverse_proxy ([^{]+)\{/m.exec(read("deploy/Caddyfile"))!;
    expect(proxied!.trim().split(" ")).toEqual(
      names.filter((name) => /^service-\d$/.test(name)).map((name) => `${name}:8001`),
    );
  });

  test.each(services)("what %s depends on, and its volumes", (_name, service) => {
    const { depends_on = [], volumes = [] } = service;
    const needed = Array.isArray(depends_on) ? depends_on : Object.keys(depends_on);
    for (const name of needed) expect(names).toContain(name);
    for (const [source] of volumes.map((volume) => volume.split(":"))) {
      if (source!.startsWith("./")) expect(read(source!)).not.toBe("");
      else expect(Object.keys(compose.volumes)).toContain(source);
    }
  });

  test("what the image runs", () => {
    const [command] = instructions("CMD");
    const script = (JSON.parse(command!.join(" ")) as string[])[1]!;
    expect(read(script)).not.toBe("");
  });
});

test("holds no secret: each has to be given", () => {
  const secrets = services.flatMap(([, { environment = {} }]) =>
    Object.entries(environment).filter(([name]) => /KEY|PASSWORD|SECRET|^MC_HOST/.test(name)),
  );
  expect(secrets.length).toBeGreaterThanOrEqual(5);
  for (const [name, value] of secrets) {
    // An id, which is not secret, has a default.
    if (name === "AWS_ACCESS_KEY_ID") expect(value).toBe(`\${${name}:-syllable}`);
    else expect(value, name).toMatch(/\$\{\w+:(\?|-\$\{\w+:\?)/);
  }
});
