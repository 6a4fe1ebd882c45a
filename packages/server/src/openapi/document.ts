import { type JsonSchema, operations } from "syllable-contract";
import { describeOperation } from "./operation.js";
import { errorResponses, errorSchemas } from "./responses.js";
import { API_KEY_SCHEME, BROWSER_SESSION_SCHEME } from "./schemes.js";
import { tagOf, tagsNamed } from "./tags.js";

const DESCRIPTION =
  "Store, find and play the sessions and recordings of AI voice and chat agents. Every operation " +
  "takes an API key in the header `Syllable-API-Key`, except the stream of a recording, which takes " +
  "a recording token, and signing in to the console. The console has a cookie instead of a key.";

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
    security: [{ [API_KEY_SCHEME]: [] }, { [BROWSER_SESSION_SCHEME]: [] }],
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
        [BROWSER_SESSION_SCHEME]: {
          type: "apiKey",
          in: "cookie",
          name: "syllable_session",
          description:
            "The session of a browser that is signed in to the console. Requests that change something must " +
            "come from a page of the service.",
        },
      },
    },
  };
}
