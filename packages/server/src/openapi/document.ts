import { type JsonSchema, operations } from "syllable-contract";
import { API_KEY_SCHEME, describeOperation } from "./operation.js";
import { errorResponses, errorSchemas } from "./responses.js";
import { tagOf, tagsNamed } from "./tags.js";

const DESCRIPTION =
  "Store, find and play the sessions and recordings of AI voice and chat agents. Every operation " +
  "takes an API key in the header `Syllable-API-Key`, except the stream of a recording, which takes " +
  "a recording token.";

/** The OpenAPI 3.1 document of every operation of the service at this URL, derived from the contract. */
export function openApiDocument(version: string, url: string): JsonSchema {
  const schemas: Record<string, JsonSchema> = { ...errorSchemas };
  const paths: Record<string, Record<string, JsonSchema>> = {};
  const statuses = new Set<number>();
  for (const operation of operations) {
    const described = describeOperation(operation, schemas);
    paths[operation.path] ??= {};
    paths[operation.path]![operation.method.toLowerCase()] = described;
    for (const status of Object.keys(described.responses as object)) statuses.add(Number(status));
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Syllable Sessions",
      version,
      description: DESCRIPTION,
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url }],
    security: [{ [API_KEY_SCHEME]: [] }],
    tags: tagsNamed(new Set(operations.map(({ path }) => tagOf(path)))),
    paths,
    components: {
      schemas,
      responses: errorResponses([...statuses].filter((status) => status >= 400)),
      securitySchemes: {
        [API_KEY_SCHEME]: {
          type: "apiKey",
          in: "header",
          name: "Syllable-API-Key",
          description: "An API key, created with `syllable keys create`.",
        },
      },
    },
  };
}
