import { once } from "node:events";
import { mkdir, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import Libsql from "libsql";
import { runCommand } from "syllable-test-support/command";
import { describe, expect, test } from "vitest";
import { BOOTSTRAP, serveCommands } from "./serve-command.js";

const { newDataDir } = serveCommands();

describe("an error is one line with a remedy, and exit code 1", () => {
  const expectOneLine = (stderr: string) => expect(stderr).toMatch(/^syllable: [^\n]+\n$/);

  test("a port that is in use", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as { port: number };
    const args = ["serve", "--port", String(port), "--data-dir", newDataDir()];
    const { code, stdout, stderr } = await runCommand(args, BOOTSTRAP);
    other.close();
    expect([code, stdout]).toEqual([1, ""]);
    expectOneLine(stderr);
    expect(stderr).toContain(`port ${port} of 127.0.0.1 is already in use`);
    expect(stderr).toContain("--port");
  });

  test.each<[string, (dataDir: string) => Promise<string>, RegExp]>([
    [
      "below a file",
      async (dataDir) => {
        await writeFile(dataDir, "x");
        return join(dataDir, "data");
      },
      /ENOTDIR/,
    ],
    [
      "that is a file",
      async (dataDir) => {
        await writeFile(dataDir, "x");
        return dataDir;
      },
      /EEXIST|ENOTDIR/,
    ],
    [
      "whose store is not a database",
      async (dataDir) => {
        await mkdir(dataDir);
        await writeFile(join(dataDir, "sessions.sqlite"), "Dear reader, ".repeat(1_000));
        return dataDir;
      },
      /not a database/,
    ],
    [
      "whose store is a folder",
      async (dataDir) => {
        await mkdir(join(dataDir, "sessions.sqlite"), { recursive: true });
        return dataDir;
      },
      /sessions\.sqlite/,
    ],
    [
      "whose store is of a newer version",
      async (dataDir) => {
        await mkdir(dataDir);
        const db = new Libsql(join(dataDir, "sessions.sqlite"));
        db.exec("PRAGMA user_version = 1000");
        db.close();
        return dataDir;
      },
      /version 1000, and this syllable supports up to \d+; upgrade syllable/,
    ],
    [
      "that can't hold recordings",
      async (dataDir) => {
        await mkdir(dataDir);
        await writeFile(join(dataDir, "recordings"), "x");
        return dataDir;
      },
      /recordings/,
    ],
  ])("a data folder %s", async (_what, prepare, reason) => {
    const dataDir = await prepare(newDataDir());
    const args = ["serve", "--port", "0", "--data-dir", dataDir];
    const { code, stdout, stderr } = await runCommand(args, BOOTSTRAP);
    expect([code, stdout]).toEqual([1, ""]);
    expectOneLine(stderr);
    expect(stderr).toContain(dataDir);
    expect(stderr).toMatch(reason);
    expect(stderr).toContain("--data-dir");
  });

  test("a bootstrap key that is too short", async () => {
    const dataDir = newDataDir();
    const args = ["serve", "--port", "0", "--data-dir", dataDir];
    const variables = { SYLLABLE_BOOTSTRAP_KEY: " fifteen-letters\n" };
    const { code, stdout, stderr } = await runCommand(args, variables);
    expect([code, stdout]).toEqual([1, ""]);
    expectOneLine(stderr);
    expect(stderr).toContain("SYLLABLE_BOOTSTRAP_KEY must have at least 16 characters; set");
    expect(stderr).not.toContain("fifteen");
    await expect(stat(dataDir)).rejects.toThrow("ENOENT");
  });

  test.each<[string[], Record<string, string>, string]>([
    [["serve", "--port", "x"], {}, "'--port <number>' argument 'x'"],
    [["serve", "--port", "70000"], {}, "from 0 to 65535"],
    [["serve", "--port", "-1"], {}, "--port"],
    [["serve", "--port"], {}, "--port"],
    [["serve"], { SYLLABLE_PORT: "abc" }, "SYLLABLE_PORT"],
    [["serve", "--token-seconds", "0"], {}, "from 1 to 604800"],
    [["serve", "--rate-limit", "-1"], {}, "--rate-limit"],
    [["serve"], { SYLLABLE_RATE_LIMIT: "fast" }, "from 0 to 100000000"],
    [["serve", "--max-connections", "0"], {}, "from 1 to 1000000"],
    [["serve", "--body-idle-seconds", "0"], {}, "from 1 to 3600"],
    [["serve", "--trust-proxy", "10.0.0.1,proxy"], {}, '"proxy" is not an IP address'],
    [["serve"], { SYLLABLE_TRUST_PROXY: "10.0.0.0/99" }, '"10.0.0.0/99" is not'],
    [["serve", "--trusted-proxies", "proxy"], {}, '"proxy" is not an IP address'],
    [["serve", "--trust-proxy", "--trusted-proxies", "::1"], {}, "cannot be used with"],
    [
      ["serve", "--cors-origin", "https://a.example", "--cors-origin", "b"],
      {},
      '"b" is not an origin',
    ],
    [["serve"], { SYLLABLE_CORS_ORIGIN: "https://a.example,null" }, '"null" is not an origin'],
    [["serve", "--log-level", "loud"], {}, "fatal, error, warn"],
    [["serve", "--public-url", "calls.example.com"], {}, "http or https"],
    [["serve", "--public-url", "https://x.example/?a"], {}, "without a user, a query"],
    [["serve", "--public-url", "http:calls"], {}, "http or https"],
    [["serve"], { SYLLABLE_PUBLIC_URL: "ftp://x" }, "SYLLABLE_PUBLIC_URL"],
    [["serve", "--data-dir", ""], {}, "--data-dir"],
    [["serve"], { SYLLABLE_DATA_DIR: "" }, "SYLLABLE_DATA_DIR"],
    [["serve", "--host", "256.0.0.1", "--port", "0"], {}, "--host"],
    [["serve", "--prot", "1"], {}, "Did you mean --port?"],
    [["serve", "now"], {}, "serve"],
    [["surf"], {}, "unknown command 'surf'"],
    [["keys", "mint"], {}, "unknown command 'mint'"],
    [["keys", "create", "--scope", "all"], {}, "read, write, admin"],
    [["keys", "revoke"], {}, "id"],
    [["keys", "revoke", "first"], {}, "whole number"],
    [["keys", "revoke", "77"], {}, "no store found in"],
    [["keys", "list"], {}, "no store found in"],
    [["serve", "--host="], {}, "an address"],
  ])("%j %j", async (args, variables, message) => {
    const withData = { SYLLABLE_DATA_DIR: newDataDir(), ...variables };
    const { code, stdout, stderr } = await runCommand(args, withData);
    expect([code, stdout]).toEqual([1, ""]);
    expectOneLine(stderr);
    expect(stderr).toContain(message);
    expect(stderr).toMatch(/--\w+/);
  });
});
