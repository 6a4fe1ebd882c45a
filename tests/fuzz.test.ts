import { readFile } from "node:fs/promises";
import { createKey, openStore } from "syllable-server";
import { RunningCommand } from "syllable-test-support/command";
import { tempFolder } from "syllable-test-support/temp-folder";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type FuzzFailure, runFuzz } from "../bench/fuzz/run.mjs";

const ADMIN_KEY = "syl_fuzz_admin_key";
const RECORDED = new URL("../bench/fuzz/recorded.json", import.meta.url);
const FIXED_SEED = 20_260_131;
const RANDOM_SEED = Math.floor(Math.random() * 2 ** 31);

const folder = tempFolder();
let command: RunningCommand;
let keys: Record<"read" | "write" | "admin" | "other", string>;

beforeAll(async () => {
  command = RunningCommand.start(["serve", "--port", "0", "--data-dir", folder], {
    SYLLABLE_BOOTSTRAP_KEY: ADMIN_KEY,
  });
  await command.url();
  const store = await openStore({ dataDir: folder });
  const newKey = async (organisation: string, scope: "read" | "write") =>
    (await createKey(store.keys, { organisation, name: scope, scope })).secret;
  keys = {
    admin: ADMIN_KEY,
    read: await newKey("default", "read"),
    write: await newKey("default", "write"),
    other: await newKey("other", "write"),
  };
  await store.close();
});
afterAll(() => command.stop());

test.each([
  ["fixed seed", FIXED_SEED, 900],
  [`random seed ${RANDOM_SEED}`, RANDOM_SEED, 600],
])("random requests get documented responses: %s", async (_name, seed, runs) => {
  const recorded: FuzzFailure[] = JSON.parse(await readFile(RECORDED, "utf8"));
  const { failures, sent } = await runFuzz({
    url: await command.url(),
    keys,
    runs,
    seed,
    recorded: recorded.map(({ requests }) => requests),
  });
  expect(failures, `seed ${seed}`).toEqual([]);
  expect(sent).toBeGreaterThanOrEqual(runs);
  expect(command.process.exitCode).toBeNull();
});
