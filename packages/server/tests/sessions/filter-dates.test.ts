import { putSession } from "syllable-test-support/sessions";
import { withService } from "syllable-test-support/with-service";
import { beforeAll, describe, expect, test } from "vitest";

const service = withService();
beforeAll(() =>
  Promise.all([
    putSession(service, "1", { timestamp: "2026-05-31T23:59:59Z" }),
    putSession(service, "2", { timestamp: "2026-06-01T10:00:00Z" }),
    putSession(service, "3", { timestamp: "2026-06-01T12:00:00.5Z" }),
  ]),
);

/** The ids that a query finds. It is sent exactly as it is. */
async function idsOf(query: string): Promise<string[]> {
  const response = await service.call(`/api/v1/sessions/?order_by_direction=asc&${query}`);
  expect(response.status).toBe(200);
  const { items } = (await response.json()) as { items: { session_id: string }[] };
  return items.map(({ session_id }) => session_id);
}

describe("the start of a list", () => {
  test.each([
    ["2026-06-01", ["2", "3"]],
    ["20260601", ["2", "3"]],
    ["20260601T120000Z", ["3"]],
    ["20260601T120000.6Z", []],
    ["20260601T120000%2B0200", ["2", "3"]],
    ["20260601T120000+0200", ["2", "3"]],
    ["2026-06-01T12:00:00+02:00", ["2", "3"]],
    ["2026-06-01T12:00:00%2B02:00", ["2", "3"]],
    ["2026-06-01T12:00:00%2002:00", ["2", "3"]],
    ["2026-06-01T08:00:01-02:00", ["3"]],
    ["2026-06-01+12:00:00Z", ["3"]],
    ["2026-06-01t12:00:00z", ["3"]],
  ])("may be %s", async (start, ids) => {
    expect(await idsOf(`start_datetime=${start}`)).toEqual(ids);
  });
});

test("so may the end, and the value of a filter", async () => {
  expect(await idsOf("end_datetime=20260601T120000+0200")).toEqual(["1"]);
  const filter = "search_fields=timestamp&search_field_values";
  expect(await idsOf(`${filter}=20260601T120000+0200`)).toEqual(["2"]);
  expect(await idsOf(`${filter}=2026-06-01T14:00:00.500+02:00`)).toEqual(["3"]);
});

test.each(["2026-W23", "2026W231", "2026-152", "2026152", "1780272000", "202606", "June 1"])(
  "%s is rejected by lists of sessions and of labels, with the accepted forms",
  async (text) => {
    for (const list of ["sessions", "session_labels"]) {
      for (const query of [
        `start_datetime=${text}`,
        `end_datetime=${text}`,
        `search_fields=timestamp&search_field_values=${text}`,
      ]) {
        const response = await service.call(`/api/v1/${list}/?${query}`);
        expect(response.status).toBe(422);
        const { detail } = (await response.json()) as { detail: { msg: string }[] };
        expect(detail[0]!.msg).toMatch(
          /ISO 8601 .*2026-01-31, 2026-01-31T09:00:00Z, 2026-01-31T09:00:00\+02:00 or 20260131T090000Z/,
        );
      }
    }
  },
);
