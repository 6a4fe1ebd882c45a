/** The processes that parse recordings end with the service, with their client and when they fail. */
import { childProcesses, isRunning } from "syllable-test-support/child-processes";
import { RunningCommand } from "syllable-test-support/command";
import { eventually } from "syllable-test-support/eventually";
import { connectTo, parseResponse, readAll } from "syllable-test-support/raw-http";
import { listRecordings, newSession } from "syllable-test-support/recordings";
import { ADMIN_KEY } from "syllable-test-support/service";
import { tempFolder } from "syllable-test-support/temp-folder";
import { withService } from "syllable-test-support/with-service";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

/** Millions of empty elements of WebM, which take a parser seconds. */
const endless = Buffer.alloc(8 * 1024 ** 2, Buffer.from("ec80", "hex"));
Buffer.from("1a45dfa380185380670100ffffffffffff", "hex").copy(endless);

const parsers = (service: number) => childProcesses(service, "probe-process");

/** Sends an upload, and returns the connection to read the response from. */
async function upload(url: string, session: string) {
  const socket = await connectTo(url);
  const head = [
    `PUT /api/v1/sessions/recording/${session}/call HTTP/1.1`,
    "host: test",
    "connection: close",
    `syllable-api-key: ${ADMIN_KEY}`,
    "content-type: audio/webm",
    `content-length: ${endless.length}`,
  ];
  socket.write(`${head.join("\r\n")}\r\n\r\n`);
  socket.write(endless);
  return socket;
}

describe.skipIf(process.platform !== "linux")("the process that parses a recording", () => {
  const service = withService();

  test("ends when the client disconnects: the recording is stored", async () => {
    const session = await newSession(service);
    const socket = await upload(service.url, session);
    await eventually(() => expect(parsers(process.pid)).toHaveLength(1));
    socket.destroy();
    await eventually(async () =>
      expect(await listRecordings(service, session)).toMatchObject([
        {
          state: "ready",
          bytes: endless.length,
          seconds: null,
          analysis: "pending",
        },
      ]),
    );
    await eventually(() => expect(parsers(process.pid)).toEqual([]));
  });

  test("may be killed: the recording is stored", async () => {
    const session = await newSession(service);
    const socket = await upload(service.url, session);
    const response = readAll(socket);
    // The first process may be killed before it has begun, and is then replaced by another.
    const kill = () => {
      for (const pid of parsers(process.pid)) process.kill(pid, "SIGKILL");
    };
    const killing = setInterval(kill, 50);
    const { status, body } = parseResponse(await response);
    clearInterval(killing);
    expect(status).toBe(201);
    expect(JSON.parse(body)).toMatchObject({ state: "ready", analysis: "pending" });
  });
});

describe.skipIf(process.platform !== "linux")("a service that parses a recording", () => {
  const dataDir = tempFolder();
  let command: RunningCommand;
  beforeEach(async () => {
    command = RunningCommand.start(["serve", "--port", "0", "--data-dir", dataDir], {
      SYLLABLE_BOOTSTRAP_KEY: ADMIN_KEY,
    });
    await fetch(`${await command.url()}/api/v1/sessions/1`, {
      method: "PUT",
      headers: { "syllable-api-key": ADMIN_KEY, "content-type": "application/json" },
      body: JSON.stringify({ timestamp: "2026-01-31T09:00:00Z" }),
    });
  });
  afterEach(async () => {
    command.process.kill("SIGKILL");
    await command.ended;
  });

  const parsing = () =>
    eventually(() => {
      const [pid] = parsers(command.process.pid!);
      if (!pid) throw new Error("no recording is being parsed");
      return pid;
    });

  test("leaves no process behind when it is killed", async () => {
    const socket = await upload(await command.url(), "1");
    const parser = await parsing();
    command.process.kill("SIGKILL");
    await command.ended;
    await eventually(() => expect(isRunning(parser)).toBe(false));
    socket.destroy();
  });

  test("stops after the response to the upload, and leaves no process behind", async () => {
    const response = readAll(await upload(await command.url(), "1"));
    const parser = await parsing();
    expect((await command.stop()).code).toBe(0);
    expect(parseResponse(await response).status).toBe(201);
    await eventually(() => expect(isRunning(parser)).toBe(false));
  });
});
