import { stat } from "node:fs/promises";
import { join } from "node:path";
import { connectTo, parseResponse, readAll, sendRaw } from "syllable-test-support/raw-http";
import { AT } from "syllable-test-support/sessions";
import { describe, expect, test } from "vitest";
import { BOOTSTRAP, HEADERS, KEY, put, serveCommands, statusOf } from "./serve-command.js";

const { newDataDir, serve } = serveCommands();

describe("serve", () => {
  test("prints one line when it is ready, exits with 0 after SIGTERM, and keeps its data", async () => {
    const dataDir = newDataDir();
    const first = serve(["--data-dir", dataDir]);
    const url = await first.url();
    expect(await statusOf(url, KEY)).toBe(200);
    await put(url, "1", JSON.stringify({ timestamp: AT }));
    expect(await first.stop()).toEqual({ code: 0, stdout: `listening on ${url}\n`, stderr: "" });

    const second = serve(["--data-dir", dataDir], {});
    const session = await fetch(`${await second.url()}/api/v1/sessions/1`, { headers: HEADERS });
    expect(await session.json()).toEqual({ timestamp: AT, session_id: "1" });
    const { code, stdout } = await second.stop();
    expect(code).toBe(0);
    expect(stdout).toMatch(/^listening on \S+\n$/);
  });

  test.each<[string, Record<string, string>]>([
    ["is not set", {}],
    ["is empty", { SYLLABLE_BOOTSTRAP_KEY: "" }],
    ["is blank", { SYLLABLE_BOOTSTRAP_KEY: " \n" }],
  ])(
    "generates the first admin key and prints it once if SYLLABLE_BOOTSTRAP_KEY %s",
    async (_what, variables) => {
      const dataDir = newDataDir();
      const first = serve(["--data-dir", dataDir], variables);
      const url = await first.url();
      const [, key] =
        /^admin key \(printed only once\): (syl_\S+)\nlistening on/.exec(first.stdout) ?? [];
      expect(await statusOf(url, key!)).toBe(200);
      await first.stop();
      const second = serve(["--data-dir", dataDir], variables);
      expect(await statusOf(await second.url(), key!)).toBe(200);
      expect((await second.stop()).stdout).not.toContain("key");
    },
  );

  test("ignores white space around SYLLABLE_BOOTSTRAP_KEY", async () => {
    const command = serve(["--data-dir", newDataDir()], { SYLLABLE_BOOTSTRAP_KEY: `${KEY}\n` });
    expect(await statusOf(await command.url(), KEY)).toBe(200);
  });

  test("reads its settings from the environment, and options override them", async () => {
    const dataDir = newDataDir();
    const variables = {
      ...BOOTSTRAP,
      SYLLABLE_DATA_DIR: dataDir,
      SYLLABLE_HOST: "localhost",
      SYLLABLE_PORT: "1",
      SYLLABLE_PUBLIC_URL: "https://calls.example.com",
      SYLLABLE_TOKEN_SECONDS: "120",
      SYLLABLE_LOG_LEVEL: "info",
    };
    const command = serve([], variables);
    const url = await command.url();
    expect(url).toMatch(/^http:\/\/localhost:\d{2,}$/);
    expect((await stat(join(dataDir, "sessions.sqlite"))).isFile()).toBe(true);
    await put(url, "1", JSON.stringify({ timestamp: AT }));
    await put(url, "recording/1/call", "RIFF", "audio/wav");
    const response = await fetch(`${url}/api/v1/sessions/recording/1`, {
      method: "POST",
      headers: HEADERS,
    });
    const body = (await response.json()) as { recordings: string[]; expiration: string };
    expect(body.recordings[0]).toMatch(/^https:\/\/calls\.example\.com\/api\/v1\//);
    expect(Date.parse(body.expiration)).toBeLessThan(Date.now() + 121_000);
    const token = new URL(body.recordings[0]!).searchParams.get("token")!;
    await (await fetch(`${url}/api/v1/sessions/recording/stream?token=${token}`)).text();
    const { stderr } = await command.stop();
    expect(stderr).toContain('"url":"/api/v1/sessions/recording/stream?token=***"');
    for (const secret of [...token.split("."), KEY]) expect(stderr).not.toContain(secret);
  });

  test("reads its limits and proxies from the environment", async () => {
    const command = serve(["--data-dir", newDataDir()], {
      ...BOOTSTRAP,
      SYLLABLE_RATE_LIMIT: "2",
      SYLLABLE_MAX_CONNECTIONS: "1",
      SYLLABLE_BODY_IDLE_SECONDS: "1",
      SYLLABLE_TRUST_PROXY: "loopback, 10.0.0.0/8",
    });
    const url = await command.url();
    const key = `syllable-api-key: ${KEY}`;
    const list = (headers: string[] = []) =>
      sendRaw(url, "GET /api/v1/sessions/", [key, ...headers]);
    expect((await list(["x-forwarded-host: a/b"])).status).toBe(400);
    const idle = await connectTo(url);
    const second = await connectTo(url);
    expect(await readAll(second)).toBe("");
    const head = ["PUT /api/v1/sessions/1 HTTP/1.1", "host: x", key, "content-length: 9"];
    idle.write(`${head.join("\r\n")}\r\n\r\n`);
    expect(parseResponse(await readAll(idle)).status).toBe(408);
    for (const status of [200, 429]) expect((await list()).status).toBe(status);
    const { code, stderr } = await command.stop();
    expect(code).toBe(0);
    expect(stderr).toContain("--max-connections is reached");
  });

  test.each<[string[], Record<string, string>]>([
    [["--trust-proxy"], {}],
    [["--trust-proxy", "127.0.0.1"], {}],
    [["--trusted-proxies", "127.0.0.1"], {}],
    [[], { SYLLABLE_TRUSTED_PROXIES: "127.0.0.1" }],
  ])("%j %j trusts a proxy on this machine", async (options, variables) => {
    const command = serve(["--data-dir", newDataDir(), ...options], variables);
    const response = await fetch(`${await command.url()}/healthz`, {
      headers: { "x-forwarded-host": "a/b" },
    });
    expect(response.status).toBe(400);
  });

  test("stops after SIGINT", async () => {
    const command = serve(["--data-dir", newDataDir()]);
    await command.url();
    command.process.kill("SIGINT");
    expect((await command.ended).code).toBe(0);
  });
});
