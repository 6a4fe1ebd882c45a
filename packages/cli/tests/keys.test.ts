import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { runCommand } from "syllable-test-support/command";
import { eventually } from "syllable-test-support/eventually";
import { describe, expect, test } from "vitest";
import { KEY, serveCommands, statusOf } from "./serve-command.js";

const { newDataDir, serve } = serveCommands();

describe("keys", () => {
  test("are created, listed and revoked while the service runs", async () => {
    const dataDir = newDataDir();
    const service = serve(["--data-dir", dataDir]);
    const url = await service.url();
    const keys = async (...args: string[]) => {
      const { code, stdout, stderr } = await runCommand(["keys", ...args, "--data-dir", dataDir]);
      expect([code, stderr]).toEqual([0, ""]);
      return stdout;
    };

    const created = await keys(
      "create",
      "--organisation",
      "acme",
      "--scope",
      "write",
      "--name",
      "ci",
    );
    expect(created).toMatch(/^syl_[\w-]{32}\n$/);
    const key = created.trim();
    expect(await statusOf(url, key)).toBe(200);

    const today = new Date().toISOString().slice(0, 10);
    expect(await keys("list")).toBe(
      `1\tdefault\tadmin\tfirst key\t${today}\tvalid\n2\tacme\twrite\tci\t${today}\tvalid\n`,
    );
    expect(await keys("revoke", "2")).toBe("");
    expect(await keys("list")).toContain(`ci\t${today}\trevoked ${today}\n`);
    await eventually(async () => expect(await statusOf(url, key)).toBe(401), 8_000);
    expect(await statusOf(url, KEY)).toBe(200);

    const again = await runCommand(["keys", "revoke", "2", "--data-dir", dataDir]);
    expect(again.code).toBe(1);
    const database = await readFile(join(dataDir, "sessions.sqlite"));
    expect(database.includes(key)).toBe(false);
  });

  test("have scope read and the default organisation by default", async () => {
    const dataDir = newDataDir();
    const service = serve(["--data-dir", dataDir]);
    const url = await service.url();
    const { stdout } = await runCommand(["keys", "create"], { SYLLABLE_DATA_DIR: dataDir });
    const headers = { "syllable-api-key": stdout.trim() };
    expect(await statusOf(url, stdout.trim())).toBe(200);
    const written = await fetch(`${url}/api/v1/sessions/1`, { method: "PUT", headers, body: "{}" });
    expect(written.status).toBe(403);
  });
});
