/** Imports as NDJSON, as a JSON array or as pretty-printed JSON, compressed or not. */
import { Readable } from "node:stream";
import { createGzip, gzipSync } from "node:zlib";
import fc from "fast-check";
import { newOrganisation } from "syllable-test-support/organisation";
import { AT, importLines, importResultsIn } from "syllable-test-support/sessions";
import { withService } from "syllable-test-support/with-service";
import { expect, test } from "vitest";

const service = withService();
const MIB = 1024 * 1024;

const importGzip = (body: Uint8Array, headers: Record<string, string> = {}) =>
  service.call("/api/v1/sessions/import", {
    method: "POST",
    headers: { "content-encoding": "gzip", ...headers },
    body: body as BodyInit,
  });
const sessionOf = (id: number, fields: object = {}) => ({
  timestamp: AT,
  session_id: String(id),
  ...fields,
});

test("an array is imported with the line of each element", async () => {
  const [first, second, third] = [1, 2, 3].map((id) => sessionOf(id));
  const body = `[${JSON.stringify(first)}, ${JSON.stringify(second)},\n5,\n${JSON.stringify(third, null, 2)}]`;
  expect(await importLines(service, body)).toEqual([
    { line: 1, status: "created", session_id: "1" },
    { line: 1, status: "created", session_id: "2" },
    { line: 2, status: "rejected", detail: "body must be a JSON object" },
    { line: 3, status: "created", session_id: "3" },
  ]);
});

test("an array whose end is missing is reported by the last result", async () => {
  const results = await importLines(service, `[${JSON.stringify(sessionOf(4))},\n`);
  expect(results).toEqual([
    { line: 1, status: "created", session_id: "4" },
    { line: 2, status: "rejected", detail: expect.stringMatching(/array is not closed/) },
  ]);
});

test("every form of the same sessions stores the same", async () => {
  const fields = fc.record(
    { source: fc.string(), duration: fc.integer(), is_test: fc.boolean(), extra: fc.jsonValue() },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fields, { minLength: 1, maxLength: 5 }), async (all) => {
      const sessions = all.map((one, index) => sessionOf(index, one));
      const lines = sessions.map((session) => JSON.stringify(session)).join("\n");
      const forms = [
        lines,
        gzipSync(lines),
        JSON.stringify(sessions),
        JSON.stringify(sessions, null, 2),
        sessions.map((session) => JSON.stringify(session, null, 2)).join("\n"),
        gzipSync(JSON.stringify(sessions, null, 2)),
      ];
      const stored = await Promise.all(
        forms.map(async (body) => {
          const key = await newOrganisation(service);
          const headers = { "syllable-api-key": key };
          const results =
            typeof body === "string"
              ? await importLines(service, body, key)
              : importResultsIn(await (await importGzip(body, headers)).text());
          expect(results.map(({ status }) => status)).toEqual(sessions.map(() => "created"));
          const get = (id: string) => service.call(`/api/v1/sessions/${id}`, { headers });
          return Promise.all(
            results.map(async ({ session_id }) => (await get(session_id!)).text()),
          );
        }),
      );
      for (const other of stored) expect(other).toEqual(stored[0]);
    }),
    { numRuns: 10 },
  );
});

test("the complete lines of a truncated gzip body are stored, and the last result reports it", async () => {
  const noise = () => Math.random().toString(36);
  const lines = Array.from({ length: 5_000 }, (_, index) =>
    JSON.stringify(sessionOf(index, { source: noise() })),
  );
  const body = gzipSync(lines.join("\n"));
  const response = await importGzip(body.subarray(0, body.length / 2));
  const results = importResultsIn(await response.text());
  const last = results.pop()!;
  expect(last).toEqual({
    line: results.length + 1,
    status: "rejected",
    detail:
      "the gzip body is truncated; send it completely; this line and all later ones were not read",
  });
  expect(results.length).toBeGreaterThan(1_000);
  expect(results.every(({ status }) => status !== "rejected")).toBe(true);
});

test("several gzip members are one body", async () => {
  const members = [5, 6].map((id) => gzipSync(`${JSON.stringify(sessionOf(id))}\n`));
  const results = importResultsIn(await (await importGzip(Buffer.concat(members))).text());
  expect(results.map(({ session_id }) => session_id)).toEqual(["5", "6"]);
});

test("a body that expands too much ends with an error", async () => {
  const gzip = createGzip();
  const chunks = gzip.toArray();
  gzip.write(`${JSON.stringify(sessionOf(7))}\n`);
  const blank = Buffer.alloc(MIB, "\n");
  for (let count = 0; count < 100; count++) gzip.write(blank);
  gzip.end();
  const results = importResultsIn(
    await (await importGzip(Buffer.concat((await chunks) as Buffer[]))).text(),
  );
  expect(results).toEqual([
    { line: 1, status: expect.stringMatching(/created|replaced/), session_id: "7" },
    {
      line: 2,
      status: "rejected",
      detail: expect.stringMatching(/^the gzip body expands to more than 200 times its size/),
    },
  ]);
});

test("a client that waits for the result of each line may compress", async () => {
  const gzip = createGzip();
  const lines = [8, 9].map((id) => `${JSON.stringify(sessionOf(id))}\n`);
  const flush = () => new Promise<void>((resolve) => gzip.flush(resolve));
  gzip.write(lines[0]);
  await flush();
  const response = await service.call("/api/v1/sessions/import", {
    method: "POST",
    headers: { "content-encoding": "gzip" },
    body: Readable.toWeb(gzip) as ReadableStream,
    duplex: "half",
  } as RequestInit);
  const reader = response.body!.getReader();
  expect(Buffer.from((await reader.read()).value!).toString()).toContain('"session_id":"8"');
  gzip.end(lines[1]);
  expect(Buffer.from((await reader.read()).value!).toString()).toContain('"session_id":"9"');
  expect((await reader.read()).done).toBe(true);
});
