import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";

const packages = new URL("../packages/", import.meta.url).pathname;

/** What a package, or a part of the server, may import beside itself and Node's own modules. */
const ALLOWED: readonly [part: string, allowed: RegExp][] = [
  ["contract/dist", /^\.\/[\w-]+\.js$/],
  ["sdk/dist", /^\.\.?\//],
  ["cli/dist", /^(syllable-server|syllable-sdk|commander)(\/|$)|^\.\.?\//],
  [
    "server/dist/store",
    /^(syllable-contract$|libsql$|lru-cache$|pg$|server\/dist\/(store|scheduling)\/|server\/dist\/health\/write-check\.js)/,
  ],
  ["server/dist/blobs", /^(@aws-sdk\/client-s3$|server\/dist\/(blobs\/|health\/write-check\.js))/],
  [
    "server/dist/recordings/audio",
    /^(music-metadata$|file-type$|strtok3$|server\/dist\/(recordings\/audio|scheduling)\/)/,
  ],
];

function* modulesOf(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* modulesOf(path);
    else if (entry.name.endsWith(".js")) yield path;
  }
}

/** What a module imports: packages by name, the server's own files by their path. */
function importsOf(path: string): string[] {
  const code = readFileSync(path, "utf8");
  return [...code.matchAll(/(?:from|import\()\s*"([^"]+)"/g)]
    .map(([, name]) => name!)
    .filter((name) => !name.startsWith("node:"))
    .map((name) =>
      name.startsWith(".") && path.includes("/server/dist/")
        ? relative(packages, join(dirname(path), name))
        : name,
    );
}

test.each(ALLOWED)("%s imports only what it may", (part, allowed) => {
  const modules = [...modulesOf(join(packages, part))];
  expect(modules.length).toBeGreaterThan(0);
  for (const path of modules) {
    for (const name of importsOf(path)) {
      expect(name, `${relative(packages, path)} imports ${name}`).toMatch(allowed);
    }
  }
});

test("the SDK's built modules need no Node module, but for its Node entry", () => {
  for (const path of modulesOf(join(packages, "sdk/dist"))) {
    if (path.includes("/sdk/dist/node/")) continue;
    expect(readFileSync(path, "utf8"), path).not.toMatch(/(from|import\()\s*"node:/);
  }
});
