import { once } from "node:events";
import type { SessionWire } from "syllable-contract";
import { eventually } from "syllable-test-support/eventually";
import { newOrganisation } from "syllable-test-support/organisation";
import { connectTo, parseResponse, readAll } from "syllable-test-support/raw-http";
import { ADMIN_KEY } from "syllable-test-support/service";
import { AT, importLines, importResultsIn } from "syllable-test-support/sessions";
import { withService } from "syllable-test-support/with-service";
import { describe, expect, test } from "vitest";

const service = withService();

const line = (id?: string, fields: Partial<SessionWire> = {}): string =>
  JSON.stringify({ timestamp: AT, ...(id === undefined ? {} : { session_id: id }), ...fields });

const exists = async (id: string, key = ADMIN_KEY): Promise<boolean> => {
  const headers = { "syllable-api-key": key };
  return (await service.call(`/api/v1/sessions/${id}`, { headers })).status === 200;
};

const totalOf = async (key: string): Promise<number> => {
  const response = await service.call("/api/v1/sessions/?limit=0", {
    headers: { "syllable-api-key": key },
  });
  return ((await response.json()) as { total_count: number }).total_count;
};

const shown = async (body: string | Uint8Array): Promise<string[]> =>
  (await importLines(service, body)).map(
    ({ line, status, session_id }) => `${line} ${status} ${session_id ?? "-"}`,
  );

describe("a body with", () => {
  test.each<[string, string | Buffer, string[]]>([
    ["no bytes", "", []],
    ["only empty lines", "\n\r\n  \n", []],
    ["no last newline", `${line("1")}\n${line("2")}`, ["1 created 1", "2 created 2"]],
    ["a last newline", `${line("3")}\n`, ["1 created 3"]],
    ["CRLF", `${line("4")}\r\n${line("5")}\r\n`, ["1 created 4", "2 created 5"]],
    ["a byte order mark", `\ufeff${line("6")}\n${line("7")}`, ["1 created 6", "2 created 7"]],
    ["empty lines between", `\n${line("8")}\n\n\n${line("9")}`, ["2 created 8", "5 created 9"]],
    [
      "the same id three times",
      `${line("10")}\n${line("10")}\n${line("10", { source: "last" })}`,
      ["1 created 10", "2 replaced 10", "3 replaced 10"],
    ],
    [
      "invalid JSON in the middle",
      `${line("11")}\n{"timestamp": nope}\n{\n${line("12")}`,
      ["1 created 11", "2 rejected -", "3 rejected -", "4 created 12"],
    ],
    [
      "invalid UTF-8 in the middle",
      Buffer.concat([
        Buffer.from(`${line("13")}\n{"timestamp":"${AT}","source":"`),
        Buffer.from([0xff, 0xfe]),
        Buffer.from(`"}\n${line("14")}`),
      ]),
      ["1 created 13", "2 rejected -", "3 created 14"],
    ],
    [
      "a line over a megabyte in the middle",
      `${line("15")}\n${line("16", { source: "x".repeat(1_100_000) })}\n${line("17")}`,
      ["1 created 15", "2 rejected -", "3 created 17"],
    ],
    [
      "JSON that is not a session",
      `null\n5\n"text"\n[]\n${line("18")}`,
      ["1 rejected -", "2 rejected -", "3 rejected -", "4 rejected -", "5 created 18"],
    ],
    [
      "invalid ids",
      `${line("x")}\n${line("01")}\n${line("1/2")}\n{"timestamp":"${AT}","session_id":5}`,
      ["1 rejected -", "2 rejected -", "3 rejected -", "4 rejected -"],
    ],
  ])("%s", async (_what, body, expected) => {
    expect(await shown(body)).toEqual(expected);
    for (const result of expected) {
      const [, status, id] = result.split(" ");
      if (status !== "rejected") expect(await exists(id!), id).toBe(true);
    }
  });

  test("each line without an id is assigned its own", async () => {
    const results = await importLines(service, `${line()}\n${line()}\n${line()}`);
    const ids = results.map(({ session_id }) => Number(session_id));
    expect(new Set(ids).size).toBe(3);
    expect(ids).toEqual([...ids].sort((one, other) => one - other));
    for (const id of ids) expect(await exists(String(id))).toBe(true);
  });

  test("the result of a rejected line lists every validation error", async () => {
    const [result] = await importLines(service, '{"timestamp":"soon","mood":1,"session_id":"x"}');
    expect(result).toEqual({
      line: 1,
      status: "rejected",
      detail: expect.stringMatching(/^timestamp must be .*; session_id must be /),
      warnings: ["unknown fields: mood"],
    });
  });

  test("a line replaces the session, and a rejected line does not", async () => {
    const body = [
      line("20", { source: "old", target: "old" }),
      line("20", { source: "new" }),
      '{"timestamp":"soon","session_id":"20","source":"bad"}',
    ];
    await importLines(service, body.join("\n"));
    const stored = await (await service.call("/api/v1/sessions/20")).json();
    expect(stored).toEqual({ timestamp: AT, session_id: "20", source: "new" });
  });
});

test("thousands of lines have a result each, in order, and the total is exact", async () => {
  const key = await newOrganisation(service);
  const lines = Array.from({ length: 5_500 }, (_, index) =>
    index % 7 === 3 ? "not json" : line(String(index % 5_000)),
  );
  const results = await importLines(service, lines.join("\n"), key);
  expect(results.map(({ line }) => line)).toEqual(lines.map((_, index) => index + 1));
  const created = new Set<string>();
  for (const [index, { status, session_id }] of results.entries()) {
    const id = String(index % 5_000);
    const expected = index % 7 === 3 ? "rejected" : created.has(id) ? "replaced" : "created";
    expect(status, `line ${index + 1}`).toBe(expected);
    if (expected !== "rejected") created.add(session_id!);
  }
  expect(await totalOf(key)).toBe(created.size);
});

/** Sends the headers of an import, and returns the connection. */
async function beginImport(key = ADMIN_KEY, headers = ["transfer-encoding: chunked"]) {
  const socket = await connectTo(service.url);
  const head = ["POST /api/v1/sessions/import HTTP/1.1", "host: test", "connection: close"];
  socket.write(`${[...head, `syllable-api-key: ${key}`, ...headers].join("\r\n")}\r\n\r\n`);
  return socket;
}
const chunk = (text: string): string => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;

test("a line has its result, and is stored, before the request ends", async () => {
  const socket = await beginImport();
  let received = "";
  socket.on("data", (data) => {
    received += data;
  });
  for (const id of ["30", "31"]) {
    socket.write(chunk(`${line(id)}\n`));
    await eventually(() => expect(received).toContain(`"session_id":"${id}"`));
    expect(await exists(id)).toBe(true);
  }
  socket.write("0\r\n\r\n");
  await once(socket, "close");
  expect(importResultsIn(parseResponse(received).body)).toHaveLength(2);
});

describe("a body that is interrupted in the middle of a line", () => {
  const whole = Array.from({ length: 1_500 }, (_, index) => line(String(index)));
  const cut = `${whole.join("\n")}\n${line("7000", { source: "cut" }).slice(0, -4)}`;

  test.each([
    ["in chunks", ["transfer-encoding: chunked"], (body: string) => chunk(body)],
    ["shorter than its content-length", ["content-length: 9999999"], (body: string) => body],
    [
      "after complete JSON, shorter than its content-length",
      ["content-length: 9999999"],
      (body: string) => `${body}ut"}`,
    ],
  ])(
    "%s: lines with a result are stored, the interrupted line is not",
    async (_how, headers, framed) => {
      const key = await newOrganisation(service);
      const socket = await beginImport(key, headers);
      let received = "";
      socket.on("data", (data) => {
        received += data;
      });
      socket.write(framed(cut));
      await eventually(() => expect(received).toContain('"line":1500'));
      socket.destroy();
      for (const id of ["0", "777", "1499"]) expect(await exists(id, key)).toBe(true);
      // The service finishes the interrupted import before this one.
      await importLines(service, line("8000"), key);
      await eventually(async () => expect(await totalOf(key)).toBe(1_501));
      expect(await exists("7000", key)).toBe(false);
    },
  );
});

test("the service works on after clients have disconnected at any moment", async () => {
  const key = await newOrganisation(service);
  const body = Array.from({ length: 3_000 }, () => line()).join("\n");
  const sockets = await Promise.all(Array.from({ length: 40 }, () => beginImport(key)));
  await Promise.all(
    sockets.map(async (socket, index) => {
      socket.on("error", () => undefined);
      socket.write(chunk(body));
      socket.write(chunk(`\n${body.slice(0, index * 1_000)}`));
      if (index % 2 === 0) await once(socket, "data");
      socket.resetAndDestroy();
    }),
  );
  expect(await importLines(service, line("1"), key)).toHaveLength(1);
});

test("a client that sends 60 MB before it reads receives all results", async () => {
  const key = await newOrganisation(service);
  const source = "x".repeat(20_000);
  const lines = Array.from({ length: 3_000 }, (_, index) => line(String(index), { source }));
  // The results of the short lines alone exceed the buffers of the connection.
  const short = Array.from({ length: 30_000 }, () => line());
  const body = Buffer.from([...lines, ...short].join("\n"));
  expect(body.length).toBeGreaterThan(60_000_000);

  const socket = await beginImport(key, [`content-length: ${body.length}`]);
  socket.pause();
  await new Promise<void>((resolve, reject) => {
    socket.write(body, (error) => (error ? reject(error) : resolve()));
  });
  const { status, body: received } = parseResponse(await readAll(socket));
  expect(status).toBe(200);
  const results = importResultsIn(received);
  expect(results).toHaveLength(33_000);
  expect(results.every(({ line }, index) => line === index + 1)).toBe(true);
  expect(await totalOf(key)).toBe(33_000);
});
