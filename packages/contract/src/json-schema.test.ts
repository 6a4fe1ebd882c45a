import { expect, test } from "vitest";
import { type JsonSchema, jsonSchema } from "./json-schema.js";
import {
  array,
  boolean,
  count,
  dateTime,
  enumeration,
  integer,
  model,
  number,
  optional,
  type Schema,
  string,
  withDefault,
} from "./schema.js";

test.each<[string, Schema<unknown, unknown>, JsonSchema]>([
  ["text", string, { type: "string" }],
  ["a truth value", boolean, { type: "boolean" }],
  ["a number", number, { type: "number" }],
  ["a whole number", integer, { type: "integer" }],
  ["a number within bounds", { ...count, max: 9 }, { type: "integer", minimum: 0, maximum: 9 }],
  ["a value with a default", withDefault(count, 25), { type: "integer", minimum: 0, default: 25 }],
  ["a default of 0", withDefault(integer, 0), { type: "integer", default: 0 }],
  ["a date-time", dateTime, { type: "string", format: "date-time" }],
  ["one of several", enumeration(["a", "b"]), { type: "string", enum: ["a", "b"] }],
  ["a list", array(string), { type: "array", items: { type: "string" } }],
])("%s", (_kind, schema, expected) => {
  expect(jsonSchema(schema, {})).toEqual(expected);
});

test("a model is defined once, by its wire names, and referred to", () => {
  const part = model("Part", { partName: string });
  const whole = model("Whole", { mainPart: part, otherParts: optional(array(part)) });
  const models: Record<string, JsonSchema> = {};
  const docs = { Whole: "All of it.", "Whole.mainPart": "The first.", "*.partName": "A name." };

  expect(jsonSchema(whole, models, docs)).toEqual({ $ref: "#/components/schemas/Whole" });
  expect(models).toEqual({
    Whole: {
      type: "object",
      description: "All of it.",
      required: ["main_part"],
      properties: {
        main_part: { description: "The first.", $ref: "#/components/schemas/Part" },
        other_parts: {
          anyOf: [
            { type: "array", items: { $ref: "#/components/schemas/Part" } },
            { type: "null" },
          ],
        },
      },
    },
    Part: {
      type: "object",
      required: ["part_name"],
      properties: { part_name: { description: "A name.", type: "string" } },
    },
  });
});
