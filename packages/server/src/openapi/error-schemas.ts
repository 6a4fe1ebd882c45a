import type { JsonSchema } from "syllable-contract";

/** The bodies of error responses. */
export const errorSchemas: Readonly<Record<"HTTPValidationError" | "Error", JsonSchema>> = {
  HTTPValidationError: {
    type: "object",
    properties: {
      detail: {
        type: "array",
        items: {
          type: "object",
          required: ["loc", "msg", "type"],
          properties: {
            loc: { type: "array", items: { type: ["string", "integer"] } },
            msg: { type: "string" },
            type: { type: "string" },
          },
        },
      },
    },
  },
  Error: { type: "object", required: ["detail"], properties: { detail: { type: "string" } } },
};

export const errorContent = (name: keyof typeof errorSchemas): JsonSchema => ({
  "application/json": { schema: { $ref: `#/components/schemas/${name}` } },
});
