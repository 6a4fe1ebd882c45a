/** A 422 response stays short, whatever the request contains. */
import { AT, jsonWith, putSession } from "syllable-test-support/sessions";
import { withService } from "syllable-test-support/with-service";
import { beforeAll, expect, test } from "vitest";

const MIB = 1024 * 1024;
/** 101 validation errors of up to 300 bytes each fit. */
const MAX_BYTES = 32 * 1024;

const service = withService();
beforeAll(async () => {
  await putSession(service, "1");
});

async function validationErrorsOf(path: string, body?: string) {
  const method = body === undefined ? "GET" : "PUT";
  const response = await service.call(`/api/v1/${path}`, { method, headers: jsonWith(), body });
  const text = await response.text();
  expect(response.status).toBe(422);
  expect(text.length).toBeLessThan(MAX_BYTES);
  return JSON.parse(text).detail as { loc: (string | number)[]; msg: string; type: string }[];
}

const MORE = { type: "too_many_errors", msg: "has more errors; only the first 100 are listed" };

test("8 MiB of zeros as a transcript", async () => {
  const zeros = "0,".repeat(4 * MIB);
  const detail = await validationErrorsOf("sessions/transcript/1", `{"transcription":[${zeros}0]}`);
  expect(detail).toEqual([
    { loc: ["body"], msg: "must have at most 500000 values", type: "too_long" },
  ]);
});

test("a transcript of 400,000 zeros", async () => {
  const zeros = "0,".repeat(400_000);
  const detail = await validationErrorsOf("sessions/transcript/1", `{"transcription":[${zeros}0]}`);
  expect(detail).toHaveLength(101);
  expect(detail[99]!.loc).toEqual(["body", "transcription", 99]);
  expect(detail[100]).toEqual({ loc: ["body"], ...MORE });
});

test("a session with many unknown fields", async () => {
  const fields = Array.from({ length: 90_000 }, (_, index) => `"f${index}":0`);
  const detail = await validationErrorsOf("sessions/1", `{"timestamp":"${AT}",${fields.join()}}`);
  expect(detail).toEqual([
    { loc: ["body"], msg: expect.stringMatching(/^has 90000 unknown fields/), type: "too_long" },
  ]);
});

test("latencies that are too long", async () => {
  const entry = { timestamp: AT, measurement_start: AT, category: "llm", label: "l" };
  const timeline = Array.from({ length: 50_000 }, () => ({
    ...entry,
    unit_type: "minutes",
    value: 1e300,
  }));
  const detail = await validationErrorsOf("sessions/latency/1", JSON.stringify({ timeline }));
  expect(detail.at(-1)).toEqual({ loc: ["body"], ...MORE });
});

const parameters = (count: number, parameter: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => parameter(index)).join("&");

test.each(["sessions/recording/1"])(
  "nearly 16 KiB of unknown query parameters for %s",
  async (path) => {
    const detail = await validationErrorsOf(`${path}?${parameters(2_700, (i) => `p${i}`)}`);
    expect(detail.at(-1)).toEqual({ loc: ["query"], ...MORE });
    const [long] = await validationErrorsOf(`${path}?${"n".repeat(15_000)}`);
    expect(long!.loc).toEqual(["query", `${"n".repeat(100)}…`]);
  },
);

test.each(["sessions", "session_labels"])("repeated filters and fields of %s", async (list) => {
  const filter = (value: string | number) =>
    `search_fields=session_id&search_field_values=${value}`;
  const filters = parameters(300, (i) => filter(i % 2));
  const repeated = await service.call(`/api/v1/${list}/?${filters}`);
  expect(repeated.status).toBe(200);
  const fields = await service.call(
    `/api/v1/${list}/?${parameters(700, () => "fields=timestamp")}`,
  );
  expect(fields.status).toBe(200);

  const [error, ...others] = await validationErrorsOf(`${list}/?${parameters(51, filter)}`);
  expect(error).toMatchObject({
    loc: ["query", "search_fields"],
    msg: expect.stringMatching(/50/),
  });
  expect(others).toEqual([]);
});

test("a repeated id of a label filter counts once", async () => {
  const ids = Array.from({ length: 5_000 }, () => "1").join();
  const filter = `search_fields=session_id_list&search_field_values=${ids}`;
  expect((await service.call(`/api/v1/session_labels/?${filter}`)).status).toBe(200);
});

test("a long Content-Encoding is not repeated", async () => {
  const headers = { "content-encoding": "x".repeat(10_000) };
  const response = await service.call("/api/v1/sessions/2", { method: "PUT", headers, body: "x" });
  expect(response.status).toBe(415);
  expect((await response.text()).length).toBeLessThan(200);
});
