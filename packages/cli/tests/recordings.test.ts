import { spawnSync } from "node:child_process";
import { openStore } from "syllable-server";
import { childProcesses } from "syllable-test-support/child-processes";
import { RunningCommand, runCommand } from "syllable-test-support/command";
import { eventually } from "syllable-test-support/eventually";
import { needs, onlyIf } from "syllable-test-support/missing-parts";
import { openPostgres } from "syllable-test-support/postgres";
import { demoRecording } from "syllable-test-support/recordings";
import { startService, type TestService } from "syllable-test-support/service";
import { AT } from "syllable-test-support/sessions";
import { tempFolder } from "syllable-test-support/temp-folder";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { flacFrame, flacHeader } from "../../server/tests/recordings/flac-frames.js";

const SPEECH = demoRecording("100033/check.wav");
const AMR = Buffer.from("#!AMR\n\x3c", "latin1");
const DAMAGED = Buffer.from("Dear reader");
/** Decoding it takes longer than a test. */
const ENDLESS = Buffer.concat([
  flacHeader({ rate: 44_100, frameSamples: 65_535 }),
  ...Array.from({ length: 20_000 }, (_, number) => flacFrame(number, 65_535, number % 128)),
]);
const ANALYZE = ["recordings", "analyze"];

const server = await openPostgres();
afterAll(() => server?.remove());

const running = new Set<TestService>();
const commands: RunningCommand[] = [];
afterEach(async () => {
  for (const command of commands.splice(0)) {
    command.process.kill("SIGKILL");
    await command.ended;
  }
  for (const service of running) await stop(service);
});

async function startWith(databaseUrl: string | undefined): Promise<TestService> {
  const service = await startService({ databaseUrl, dataDir: tempFolder(), analysis: "on" });
  running.add(service);
  return service;
}

async function stop(service: TestService): Promise<void> {
  running.delete(service);
  await service.stop();
}

const variablesOf = ({ dataDir, databaseUrl }: TestService) => ({
  SYLLABLE_DATA_DIR: dataDir,
  ...(databaseUrl && { SYLLABLE_DATABASE_URL: databaseUrl }),
});
const analyze = (service: TestService, ...args: string[]) =>
  runCommand([...ANALYZE, ...args], variablesOf(service));
function startAnalyze(service: TestService, ...args: string[]): RunningCommand {
  const command = RunningCommand.start([...ANALYZE, ...args], variablesOf(service));
  commands.push(command);
  return command;
}

async function upload(service: TestService, session: number, files: Record<string, Buffer>) {
  const put = async (path: string, type: string, body: Buffer | string) => {
    const init = { method: "PUT", headers: { "content-type": type }, body: body as BodyInit };
    const response = await service.call(`/api/v1/sessions/${path}`, init);
    expect(response.status, await response.text()).toBe(201);
  };
  await put(String(session), "application/json", JSON.stringify({ timestamp: AT }));
  for (const [name, bytes] of Object.entries(files)) {
    await put(`recording/${session}/${name}`, "audio/wav", bytes);
  }
}

/** The states of the recordings of a session by name. */
async function statesOf(service: TestService, session: number): Promise<Record<string, string>> {
  const response = await service.call(`/api/v1/sessions/recording/${session}`);
  const { items } = (await response.json()) as { items: { name: string; analysis: string }[] };
  return Object.fromEntries(items.map(({ name, analysis }) => [name, analysis]));
}

/** Waits until the service has analysed all recordings of a session. */
const untilAnalysed = (service: TestService, session: number) =>
  eventually(async () => {
    expect(Object.values(await statesOf(service, session))).not.toContain("pending");
  }, 60_000);

const isAnalysing = (command: RunningCommand) =>
  eventually(
    () => expect(childProcesses(command.process.pid!, "analysis-process")).toHaveLength(1),
    60_000,
  );

describe.each([
  ["SQLite", true],
  ["PostgreSQL", false],
] as const)("recordings analyze with %s", (_name, isSqlite) => {
  const start = async () => startWith(isSqlite ? undefined : (await server!.newDatabase()).url);
  const options = isSqlite ? {} : needs(server);

  test("analyses all recordings again while the service runs", options, async () => {
    const service = await start();
    await upload(service, 1, { "speech.wav": SPEECH, "call.amr": AMR });
    await upload(service, 2, { "speech.wav": SPEECH });
    await untilAnalysed(service, 1);
    await untilAnalysed(service, 2);
    expect(await analyze(service)).toEqual({
      code: 0,
      stdout: "no recordings are waiting for analysis\n",
      stderr: "",
    });
    const { code, stdout } = await analyze(service, "--all");
    expect([code, stdout]).toEqual([0, "3 analysed: 2 ready, 1 unsupported, 0 failed\n"]);
    expect(await statesOf(service, 1)).toEqual({
      "speech.wav": "ready",
      "call.amr": "unsupported",
    });
    expect(await statesOf(service, 2)).toEqual({ "speech.wav": "ready" });
  });

  test("analyses only the recordings of one session", options, async () => {
    const service = await start();
    await upload(service, 1, { "speech.wav": SPEECH });
    await untilAnalysed(service, 1);
    await upload(service, 2, { "endless.flac": ENDLESS });
    await upload(service, 3, { "damaged.wav": DAMAGED });
    await stop(service);
    const good = await analyze(service, "--session", "1");
    expect([good.code, good.stdout]).toEqual([0, "1 analysed: 1 ready, 0 unsupported, 0 failed\n"]);
    const damaged = await analyze(service, "--session", "3");
    expect([damaged.code, damaged.stdout]).toEqual([
      1,
      "1 analysed: 0 ready, 0 unsupported, 1 failed\n",
    ]);
    expect(damaged.stderr).toMatch(
      /^(analysed .+\n)*session 3, recording damaged\.wav: .+\n(analysed .+\n)*syllable: 1 recording could not be analysed; see [^\n]+\n$/,
    );
  });

  test("shares the work with other processes", options, async () => {
    const service = await start();
    const names = ["a", "b", "c", "d", "e", "f"];
    await upload(service, 1, Object.fromEntries(names.map((name) => [name, SPEECH])));
    await untilAnalysed(service, 1);
    const store = await openStore(service);
    expect(await store.analyses.request()).toBe(names.length);
    await store.close();
    const outcomes = await Promise.all([analyze(service), analyze(service)]);
    let own = 0;
    for (const { code, stdout } of outcomes) {
      const [, ready] = /^\d analysed: (\d) ready, 0 unsupported, 0 failed/.exec(stdout) ?? [
        stdout,
      ];
      own += Number(ready);
      expect([code, ready]).toEqual([0, expect.stringMatching(/^\d$/)]);
    }
    expect(own).toBe(names.length);
    expect(new Set(Object.values(await statesOf(service, 1)))).toEqual(new Set(["ready"]));
  });

  test("releases its recording after SIGINT, and waits for other processes", options, async () => {
    const service = await start();
    await upload(service, 1, { "endless.flac": ENDLESS });
    await stop(service);
    const first = startAnalyze(service);
    await isAnalysing(first);
    const second = startAnalyze(service);
    await eventually(() => {
      expect(second.stderr).toContain(
        "analysed 0 of 1; waiting for other processes to analyse the rest\n",
      );
    }, 60_000);
    first.process.kill("SIGINT");
    const { code, stdout, stderr } = await first.ended;
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(
      /^(analysed 0 of 1\n)?syllable: interrupted with 1 of 1 recordings left; [^\n]+`syllable recordings analyze`[^\n]+\n$/,
    );
    await isAnalysing(second);
    second.process.kill("SIGTERM");
    expect((await second.ended).code).toBe(1);
    const store = await openStore(service);
    expect(await store.analyses.claim(Date.now(), Date.now())).toMatchObject({ attempt: 1 });
    await store.close();
  });
});

describe("an error is one line", () => {
  test.each([
    [["--session", "42"], "session 42 has no recordings"],
    [["--session", "forty-two"], "a whole number from 0"],
    [["--session", "-1"], "a whole number from 0"],
    [["--session", "9007199254740992"], "a whole number from 0"],
    [["--all", "--session", "1"], "cannot be used with"],
    [["--data-dir", "/nonexistent"], "no store found in /nonexistent"],
    [["--recordings-url", "ftp://x"], "file:///folder or s3://bucket/prefix"],
  ])("%j", async (args, message) => {
    const service = await startWith(undefined);
    const { code, stdout, stderr } = await analyze(service, ...args);
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(/^syllable: [^\n]+\n$/);
    expect(stderr).toContain(message);
  });
});

test("finds no recordings in a folder other than that of the service", needs(server), async () => {
  const database = await server!.newDatabase();
  const service = await startWith(database.url);
  await upload(service, 1, { "speech.wav": SPEECH });
  await untilAnalysed(service, 1);
  const { code, stderr } = await analyze(service, "--all", "--data-dir", "/nonexistent");
  expect([code, stderr]).toEqual([
    1,
    "syllable: no recordings found in /nonexistent/recordings; set their location with --data-dir or --recordings-url\n",
  ]);
  expect(await statesOf(service, 1)).toEqual({ "speech.wav": "ready" });
});

const hasTerminal = spawnSync("script", ["--version"]).status === 0;

test(
  "updates one line on a terminal",
  onlyIf(hasTerminal, "no script command of util-linux"),
  async () => {
    const service = await startWith(undefined);
    await upload(service, 1, { "speech.wav": SPEECH, "call.amr": AMR });
    await untilAnalysed(service, 1);
    const main = new URL("../dist/main.js", import.meta.url).pathname;
    const command = `${process.execPath} ${main} recordings analyze --all --data-dir ${service.dataDir}`;
    const { stdout } = spawnSync("script", ["-qec", command, "/dev/null"], { encoding: "utf8" });
    const erase = "\r\x1b[2K";
    const lines = stdout.split(erase);
    expect(lines[1]).toBe("analysed 0 of 2");
    expect(lines[2]).toMatch(/^analysed 1 of 2(, 1 unsupported)?; less than 1 min left$/);
    expect(lines[3]).toBe("analysed 2 of 2, 1 unsupported");
    expect(lines[4]).toBe("2 analysed: 1 ready, 1 unsupported, 0 failed\r\n");
  },
);
