import { once } from "node:events";
import { eventually } from "syllable-test-support/eventually";
import { connectTo, parseResponse, readAll } from "syllable-test-support/raw-http";
import { sha256 } from "syllable-test-support/recordings";
import { AT } from "syllable-test-support/sessions";
import { describe, expect, test } from "vitest";
import { HEADERS, KEY, put, serveCommands } from "./serve-command.js";

const { newDataDir, serve } = serveCommands();

describe("SIGTERM", () => {
  const bytes = Buffer.alloc(12_000_000, "audio");

  test("waits for an upload in progress", async () => {
    const command = serve(["--data-dir", newDataDir()]);
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
    await eventually(async () => {
      const response = await fetch(`${url}/api/v1/sessions/recording/1`, { headers: HEADERS });
      expect(await response.text()).toContain("pending");
    });
    command.process.kill("SIGTERM");
    await eventually(async () => {
      await expect(connectTo(url)).rejects.toThrow("ECONNREFUSED");
    });
    socket.write(bytes.subarray(5_000_000));
    const response = parseResponse(await readAll(socket));
    expect(response.status).toBe(201);
    expect(JSON.parse(response.body)).toMatchObject({ state: "ready", sha256: sha256(bytes) });
    expect((await command.ended).code).toBe(0);
  });

  test("waits for a download in progress", async () => {
    const command = serve(["--data-dir", newDataDir()]);
    const url = await command.url();
    await put(url, "1", JSON.stringify({ timestamp: AT }));
    await put(url, "recording/1/call", bytes.toString(), "audio/wav");
    const urls = await fetch(`${url}/api/v1/sessions/recording/1`, {
      method: "POST",
      headers: HEADERS,
    });
    const [recording] = ((await urls.json()) as { recordings: string[] }).recordings;
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

  test("does not wait for idle connections", async () => {
    const command = serve(["--data-dir", newDataDir()]);
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
