import { expect, test } from "vitest";
import { fieldSchema, type JsonSchema, jsonSchema } from "./json-schema.js";
import {
  array,
  boolean,
  count,
  dateTime,
  described,
  enumeration,
  integer,
  model,
  number,
  openString,
  optional,
  type Schema,
  string,
  withDefault,
} from "./schema.js";

test.each<[string, Schema<unknown, unknown>, JsonSchema]>([
  ["a string", string, { type: "string" }],
  ["a boolean", boolean, { type: "boolean" }],
  ["a number", number, { type: "number" }],
  ["an integer", integer, { type: "integer" }],
  ["a number in a range", { ...count, max: 9 }, { type: "integer", minimum: 0, maximum: 9 }],
  ["a date-time", dateTime, { type: "string", format: "date-time" }],
  ["an enum", enumeration(["a", "b"]), { type: "string", enum: ["a", "b"] }],
  [
    "an open string",
    described("A kind.", openString(), { knownValues: ["a", "b"] }),
    { type: "string", examples: ["a", "b"] },
  ],
  ["an array", array(string), { type: "array", items: { type: "string" } }],
])("%s", (_kind, schema, expected) => {
  expect(jsonSchema(schema, {})).toEqual(expected);
});

test("defines a model once, with its JSON names, and references it", () => {
  const part = described("A part.", model("Part", { partName: described("The name.", string) }));
  const whole = described(
    "All parts.",
    model("Whole", {
      mainPart: described("The first part.", part),
      otherParts: described("The others.", optional(array(part)), { defaultsTo: "none" }),
      width: described("The width.", number, { unit: "metres" }),
    }),
  );
  const models: Record<string, JsonSchema> = {};

  expect(jsonSchema(whole, models)).toEqual({ $ref: "#/components/schemas/Whole" });
  expect(models).toEqual({
    Whole: {
      type: "object",
      description: "All parts.",
      required: ["main_part", "width"],
      properties: {
        main_part: { description: "The first part.", $ref: "#/components/schemas/Part" },
        other_parts: {
          description: "The others. Default: none.",
          anyOf: [
            { type: "array", items: { $ref: "#/components/schemas/Part" } },
            { type: "null" },
          ],
        },
        width: { description: "The width. Unit: metres.", type: "number" },
      },
    },
    Part: {
      type: "object",
      description: "A part.",
      required: ["part_name"],
      properties: { part_name: { description: "The name.", type: "string" } },
    },
  });
});

test("defines an enum once, with its own description", () => {
  const size = described("A size.", enumeration(["s", "m"]), { name: "Size" });
  const shirt = model("Shirt", {
    size: described("The size of `shirtType`.", optional(size), { defaultsTo: "`m`" }),
    otherSizes: array(size),
    shirtType: described("The type.", enumeration(["t", "polo"])),
  });
  const definitions: Record<string, JsonSchema> = {};
  jsonSchema(shirt, definitions);
  expect(definitions).toMatchObject({
    Size: { type: "string", enum: ["s", "m"], description: "A size." },
    ShirtShirtType: { type: "string", enum: ["t", "polo"], description: "The type." },
    Shirt: {
      properties: {
        size: {
          description: "The size of `shirt_type`. Default: `m`.",
          anyOf: [{ $ref: "#/components/schemas/Size" }, { type: "null" }],
          default: "m",
        },
        other_sizes: { type: "array", items: { $ref: "#/components/schemas/Size" } },
        shirt_type: { $ref: "#/components/schemas/ShirtShirtType" },
      },
    },
  });
});

test.each<[string, Schema<unknown, unknown>, unknown]>([
  ["sent by the SDK", withDefault(count, 25), 25],
  ["of 0, sent by the SDK", withDefault(integer, 0), 0],
  ["that is a number", described("X.", optional(count), { defaultsTo: "0" }), 0],
  ["that is a value", described("X.", optional(string), { defaultsTo: "`desc`" }), "desc"],
  ["that is described", described("X.", optional(string), { defaultsTo: "all" }), undefined],
  ["that does not exist", optional(string), undefined],
])("a default %s", (_which, field, expected) => {
  expect(fieldSchema(model("M", { field }), "field", {}).default).toBe(expected);
});
