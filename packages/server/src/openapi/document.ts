import { type JsonSchema, operations } from "syllable-contract";
import { errorSchemas } from "./error-schemas.js";
import { describeOperation } from "./operation.js";

/** The OpenAPI 3.1 document of every operation, derived from the contract. */
export function openApiDocument(version: string): JsonSchema {
  const schemas: Record<string, JsonSchema> = { ...errorSchemas };
  const paths: Record<string, Record<string, JsonSchema>> = {};
  for (const operation of operations) {
    paths[operation.path] ??= {};
    paths[operation.path]![operation.method.toLowerCase()] = describeOperation(operation, schemas);
  }
  return {
    openapi: "3.1.0",
    info: { title: "Syllable Sessions", version },
    security: [{ key: [] }],
    paths,
    components: {
      schemas,
      securitySchemes: { key: { type: "apiKey", in: "header", name: "Syllable-API-Key" } },
    },
  };
}
