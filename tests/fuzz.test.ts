import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createKey, openStore } from "syllable-server";
import { RunningCommand } from "syllable-test-support/command";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type FuzzFault, runFuzz } from "../bench/fuzz/run.mjs";

const ADMIN_KEY = "syl_fuzz_admin_key";
const RECORDED = new URL("../bench/fuzz/recorded.json", import.meta.url);
const SAME_SEED = 20_260_131;
const NEW_SEED = Math.floor(Math.random() * 2 ** 31);

let folder: string;
let command: RunningCommand;
let keys: Record<"read" | "write" | "admin" | "other", string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "syllable-test-"));
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
afterAll(async () => {
  await command.stop();
  await rm(folder, { recursive: true });
});

test.each([
  ["the same seed each time", SAME_SEED, 900],
  [`a new seed, ${NEW_SEED}`, NEW_SEED, 600],
])("random requests get documented responses: %s", async (_which, seed, runs) => {
  const recorded: FuzzFault[] = JSON.parse(await readFile(RECORDED, "utf8"));
  const { faults, sent } = await runFuzz({
    url: await command.url(),
    keys,
    runs,
    seed,
    recorded: recorded.map(({ requests }) => requests),
  });
  expect(faults, `seed ${seed}`).toEqual([]);
  expect(sent).toBeGreaterThanOrEqual(runs);
  expect(command.process.exitCode).toBeNull();
});
