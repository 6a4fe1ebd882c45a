import { withService } from "syllable-test-support/with-service";
import { describe, expect, test } from "vitest";
import { by, type Parameters, pathOf } from "./list-parameters.js";

const service = withService();

describe("an invalid request is rejected with 422 and lists", () => {
  test.each<[Parameters, string[]]>([
    [{ limit: "10001" }, ["query.limit"]],
    [{ limit: "ten" }, ["query.limit"]],
    [{ limit: "" }, ["query.limit"]],
    [{ limit: ["1", "2"] }, ["query.limit"]],
    [{ page: "1.5" }, ["query.page"]],
    [{ order_by: "mood" }, ["query.order_by"]],
    [{ order_by_direction: "DESC" }, ["query.order_by_direction"]],
    [{ fields: ["source", "wire"] }, ["query.fields.1"]],
    [by(["mood", "x"]), ["query.search_fields.0"]],
    [by(["is_test", "maybe"]), ["query.search_field_values.0"]],
    [by(["is_legacy", "constructor"]), ["query.search_field_values.0"]],
    [
      by(["duration", "long"], ["source", "1"], ["timestamp", "x"]),
      ["query.search_field_values.0", "query.search_field_values.2"],
    ],
    [by(["source", "a\0b"]), ["query.search_field_values.0"]],
    [{ search_fields: "source" }, ["query.search_field_values"]],
    [{ search_field_values: "x" }, ["query.search_field_values"]],
    [{ start_datetime: "yesterday" }, ["query.start_datetime"]],
    [{ end_datetime: "2026-02-30" }, ["query.end_datetime"]],
    [
      {
        limit: "10001",
        page: "-1",
        start_datetime: "x",
        end_datetime: "y",
        search_fields: "source",
      },
      [
        "query.end_datetime",
        "query.limit",
        "query.page",
        "query.search_field_values",
        "query.start_datetime",
      ],
    ],
  ])("every error of %j", async (parameters, locations) => {
    const response = await service.call(pathOf(parameters));
    expect(response.status).toBe(422);
    expect(response.headers.get("content-type")).toBe("application/json");
    const { detail } = (await response.json()) as { detail: Record<string, unknown>[] };
    expect(detail.map(({ loc }) => (loc as unknown[]).join(".")).sort()).toEqual(locations);
    for (const error of detail) {
      expect(error).toEqual({
        loc: expect.any(Array),
        msg: expect.stringMatching(/\w/),
        type: expect.stringMatching(/^\w+$/),
      });
    }
  });
});
