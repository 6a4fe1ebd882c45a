import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Libsql from "libsql";
import { RunningCommand, runCommand } from "syllable-test-support/command";
import { eventually } from "syllable-test-support/eventually";
import { connectTo, parseResponse, readAll, sendRaw } from "syllable-test-support/raw-http";
import { sha256 } from "syllable-test-support/recordings";
import { AT } from "syllable-test-support/sessions";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";

const KEY = "syl_bootstrap_key_of_tests";
const bootstrap = { SYLLABLE_BOOTSTRAP_KEY: KEY };

let folder: string;
let last = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "syllable-test-"));
});
afterAll(() => rm(folder, { recursive: true }));
const newDataDir = () => join(folder, `data ${++last}`);

let running: RunningCommand[] = [];
afterEach(async () => {
  for (const command of running) {
    command.process.kill("SIGKILL");
    await command.ended;
  }
  running = [];
});

function serve(
  dataDir: string,
  args: string[] = [],
  variables: Record<string, string> = bootstrap,
) {
  const command = RunningCommand.start(
    ["serve", "--port", "0", "--data-dir", dataDir, ...args],
    variables,
  );
  running.push(command);
  return command;
}

const statusOf = async (url: string, key: string): Promise<number> =>
  (await fetch(`${url}/api/v1/sessions/`, { headers: { "syllable-api-key": key } })).status;

const put = (url: string, path: string, body: string, type = "application/json") =>
  fetch(`${url}/api/v1/sessions/${path}`, {
    method: "PUT",
    headers: { "syllable-api-key": KEY, "content-type": type },
    body,
  });

describe("serve", () => {
  test("prints one line when it is ready, stops at SIGTERM with 0, and keeps what it has", async () => {
    const dataDir = newDataDir();
    const first = serve(dataDir);
    const url = await first.url();
    expect(await statusOf(url, KEY)).toBe(200);
    await put(url, "1", JSON.stringify({ timestamp: AT }));
    expect(await first.stop()).toEqual({ code: 0, stdout: `listening on ${url}\n`, stderr: "" });

    const second = serve(dataDir, [], {});
    const headers = { "syllable-api-key": KEY };
    const kept = await fetch(`${await second.url()}/api/v1/sessions/1`, { headers });
    expect(await kept.json()).toEqual({ timestamp: AT, session_id: "1" });
    const { code, stdout } = await second.stop();
    expect(code).toBe(0);
    expect(stdout).toMatch(/^listening on \S+\n$/);
  });

  test.each<[string, Record<string, string>]>([
    ["no key is given", {}],
    ["an empty one is", { SYLLABLE_BOOTSTRAP_KEY: "" }],
    ["a blank one is", { SYLLABLE_BOOTSTRAP_KEY: " \n" }],
  ])("makes the first admin key where %s, and shows it once", async (_what, variables) => {
    const dataDir = newDataDir();
    const first = serve(dataDir, [], variables);
    const url = await first.url();
    const [, key] = /^admin key, shown this once: (syl_\S+)\nlistening on/.exec(first.stdout) ?? [];
    expect(await statusOf(url, key!)).toBe(200);
    await first.stop();
    const second = serve(dataDir, [], variables);
    expect(await statusOf(await second.url(), key!)).toBe(200);
    expect((await second.stop()).stdout).not.toContain("key");
  });

  test("a bootstrap key with white space around it is the key within", async () => {
    const command = serve(newDataDir(), [], { SYLLABLE_BOOTSTRAP_KEY: `${KEY}\n` });
    expect(await statusOf(await command.url(), KEY)).toBe(200);
  });

  test("takes its settings from the environment; an option wins", async () => {
    const dataDir = newDataDir();
    const variables = {
      ...bootstrap,
      SYLLABLE_DATA_DIR: dataDir,
      SYLLABLE_HOST: "localhost",
      SYLLABLE_PORT: "1",
      SYLLABLE_PUBLIC_URL: "https://calls.example.com",
      SYLLABLE_TOKEN_SECONDS: "120",
      SYLLABLE_LOG_LEVEL: "info",
    };
    const command = RunningCommand.start(["serve", "--port", "0"], variables);
    running.push(command);
    const url = await command.url();
    expect(url).toMatch(/^http:\/\/localhost:\d{2,}$/);
    expect((await stat(join(dataDir, "sessions.sqlite"))).isFile()).toBe(true);
    await put(url, "1", JSON.stringify({ timestamp: AT }));
    await put(url, "recording/1/call", "RIFF", "audio/wav");
    const response = await fetch(`${url}/api/v1/sessions/recording/1`, {
      method: "POST",
      headers: { "syllable-api-key": KEY },
    });
    const answer = (await response.json()) as { recordings: string[]; expiration: string };
    expect(answer.recordings[0]).toMatch(/^https:\/\/calls\.example\.com\/api\/v1\//);
    expect(Date.parse(answer.expiration)).toBeLessThan(Date.now() + 121_000);
    const token = new URL(answer.recordings[0]!).searchParams.get("token")!;
    await (await fetch(`${url}/api/v1/sessions/recording/stream?token=${token}`)).text();
    const { stderr } = await command.stop();
    expect(stderr).toContain('"url":"/api/v1/sessions/recording/stream?token=***"');
    for (const secret of [...token.split("."), KEY]) expect(stderr).not.toContain(secret);
  });

  test("takes its limits and proxies from the environment", async () => {
    const command = serve(newDataDir(), [], {
      ...bootstrap,
      SYLLABLE_RATE_LIMIT: "2",
      SYLLABLE_MAX_CONNECTIONS: "1",
      SYLLABLE_BODY_IDLE_SECONDS: "1",
      SYLLABLE_TRUSTED_PROXIES: "loopback, 10.0.0.0/8",
    });
    const url = await command.url();
    const key = `syllable-api-key: ${KEY}`;
    const list = (headers: string[] = []) =>
      sendRaw(url, "GET /api/v1/sessions/", [key, ...headers]);
    expect((await list(["x-forwarded-host: a/b"])).status).toBe(400);
    for (const status of [200, 200, 429]) expect((await list()).status).toBe(status);
    const idle = await connectTo(url);
    const second = await connectTo(url);
    expect(await readAll(second)).toBe("");
    idle.write(
      `PUT / HTTP/1.1\r\nhost: x\r\ncontent-type: text/plain\r\ncontent-length: 9\r\n\r\n`,
    );
    expect(parseResponse(await readAll(idle)).status).toBe(408);
    const { code, stderr } = await command.stop();
    expect(code).toBe(0);
    expect(stderr).toContain("--max-connections is reached");
  });

  test("stops at SIGINT too", async () => {
    const command = serve(newDataDir());
    await command.url();
    command.process.kill("SIGINT");
    expect((await command.ended).code).toBe(0);
  });
});

describe("SIGTERM", () => {
  const bytes = Buffer.alloc(12_000_000, "audio");

  test("lets an upload in flight finish", async () => {
    const command = serve(newDataDir());
    const url = await command.url();
    await put(url, "1", JSON.stringify({ timestamp: AT }));
    const socket = await connectTo(url);
    const head = [
      "PUT /api/v1/sessions/recording/1/call HTTP/1.1",
      "host: x",
      `syllable-api-key: ${KEY}`,
      "content-type: audio/wav",
      `content-length: ${bytes.length}`,
    ];
    socket.write(`${head.join("\r\n")}\r\n\r\n`);
    socket.write(bytes.subarray(0, 5_000_000));
    const headers = { "syllable-api-key": KEY };
    await eventually(async () => {
      const response = await fetch(`${url}/api/v1/sessions/recording/1`, { headers });
      expect(await response.text()).toContain("pending");
    });
    command.process.kill("SIGTERM");
    await eventually(async () => {
      await expect(connectTo(url)).rejects.toThrow("ECONNREFUSED");
    });
    socket.write(bytes.subarray(5_000_000));
    const answer = parseResponse(await readAll(socket));
    expect(answer.status).toBe(201);
    expect(JSON.parse(answer.body)).toMatchObject({ state: "ready", sha256: sha256(bytes) });
    expect((await command.ended).code).toBe(0);
  });

  test("lets a download in flight finish", async () => {
    const command = serve(newDataDir());
    const url = await command.url();
    await put(url, "1", JSON.stringify({ timestamp: AT }));
    await put(url, "recording/1/call", bytes.toString(), "audio/wav");
    const asked = await fetch(`${url}/api/v1/sessions/recording/1`, {
      method: "POST",
      headers: { "syllable-api-key": KEY },
    });
    const [recording] = ((await asked.json()) as { recordings: string[] }).recordings;
    const { pathname, search } = new URL(recording!);
    const socket = await connectTo(url);
    socket.write(`GET ${pathname}${search} HTTP/1.1\r\nhost: x\r\n\r\n`);
    await once(socket, "readable");
    command.process.kill("SIGTERM");
    await eventually(async () => {
      await expect(connectTo(url)).rejects.toThrow("ECONNREFUSED");
    });
    const received = await readAll(socket);
    expect(parseResponse(received).body.length).toBe(bytes.length);
    expect((await command.ended).code).toBe(0);
  });

  test("does not wait for connections that nothing happens on", async () => {
    const command = serve(newDataDir());
    const url = await command.url();
    const idle = await connectTo(url);
    idle.write("GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n");
    await eventually(() => expect(String(idle.read() ?? "")).toContain("200 OK"));
    const silent = await connectTo(url);
    const before = Date.now();
    expect((await command.stop()).code).toBe(0);
    expect(Date.now() - before).toBeLessThan(5_000);
    for (const socket of [idle, silent]) expect(await readAll(socket)).toBe("");
  });
});

describe("a fault is one line that names it and what to do, and exit code 1", () => {
  const oneLine = (stderr: string) => expect(stderr).toMatch(/^syllable: [^\n]+\n$/);

  test("a taken port", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const { port } = taken.address() as { port: number };
    const args = ["serve", "--port", String(port), "--data-dir", newDataDir()];
    const { code, stdout, stderr } = await runCommand(args, bootstrap);
    taken.close();
    expect([code, stdout]).toEqual([1, ""]);
    oneLine(stderr);
    expect(stderr).toContain(`port ${port} of 127.0.0.1 is taken`);
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
      "whose store is no database",
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
      /has version 1000, and this syllable supports up to \d+; upgrade syllable/,
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
    const { code, stdout, stderr } = await runCommand(args, bootstrap);
    expect([code, stdout]).toEqual([1, ""]);
    oneLine(stderr);
    expect(stderr).toContain(dataDir);
    expect(stderr).toMatch(reason);
    expect(stderr).toContain("--data-dir");
  });

  test("a bootstrap key that could be guessed", async () => {
    const dataDir = newDataDir();
    const args = ["serve", "--port", "0", "--data-dir", dataDir];
    const variables = { SYLLABLE_BOOTSTRAP_KEY: " fifteen-letters\n" };
    const { code, stdout, stderr } = await runCommand(args, variables);
    expect([code, stdout]).toEqual([1, ""]);
    oneLine(stderr);
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
    [["serve", "--trusted-proxies", "10.0.0.1,proxy"], {}, '"proxy" is not an IP address'],
    [["serve"], { SYLLABLE_TRUSTED_PROXIES: "10.0.0.0/99" }, '"10.0.0.0/99" is not'],
    [["serve", "--log-level", "loud"], {}, "fatal, error, warn"],
    [["serve", "--public-url", "calls.example.com"], {}, "http or https"],
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
    [["keys", "revoke", "77"], {}, "there is no store in"],
    [["keys", "list"], {}, "there is no store in"],
    [["serve", "--host="], {}, "an address"],
  ])("%j %j", async (args, variables, told) => {
    const withData = { SYLLABLE_DATA_DIR: newDataDir(), ...variables };
    const { code, stdout, stderr } = await runCommand(args, withData);
    expect([code, stdout]).toEqual([1, ""]);
    oneLine(stderr);
    expect(stderr).toContain(told);
    expect(stderr).toMatch(/--\w+/);
  });
});

describe("keys", () => {
  test("are made, listed and revoked beside a running service", async () => {
    const dataDir = newDataDir();
    const service = serve(dataDir);
    const url = await service.url();
    const keys = async (...args: string[]) => {
      const { code, stdout, stderr } = await runCommand(["keys", ...args, "--data-dir", dataDir]);
      expect([code, stderr]).toEqual([0, ""]);
      return stdout;
    };

    const made = await keys("create", "--organisation", "acme", "--scope", "write", "--name", "ci");
    expect(made).toMatch(/^syl_[\w-]{32}\n$/);
    const key = made.trim();
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

  test("made without more are to read, of the default organisation", async () => {
    const dataDir = newDataDir();
    const service = serve(dataDir);
    const url = await service.url();
    const { stdout } = await runCommand(["keys", "create"], { SYLLABLE_DATA_DIR: dataDir });
    const headers = { "syllable-api-key": stdout.trim() };
    expect(await statusOf(url, stdout.trim())).toBe(200);
    const written = await fetch(`${url}/api/v1/sessions/1`, { method: "PUT", headers, body: "{}" });
    expect(written.status).toBe(403);
  });
});
