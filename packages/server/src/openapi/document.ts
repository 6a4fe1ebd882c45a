import { createRequire } from "node:module";
import * as contract from "syllable-contract";
import {
  type Docs,
  type JsonSchema,
  jsonSchema,
  type Model,
  type Operation,
  type Payload,
  wireName,
} from "syllable-contract";

/** The doc comments of the contract's sources, collected when it is built. */
const docs = createRequire(import.meta.url)("syllable-contract/docs.json") as Docs;

const REASONS: Readonly<Record<number, string>> = {
  401: "No key, or a wrong one",
  403: "The key's scope does not allow it",
  404: "There is no such thing",
  409: "It changed meanwhile",
  413: "Too large",
  416: "The range lies outside the recording",
};

const PAYLOAD_TYPES: Readonly<Record<Exclude<Payload, "none">, string>> = {
  bytes: "application/octet-stream",
  ndjson: "application/x-ndjson",
};

const isOperation = (value: unknown): value is Operation =>
  typeof value === "object" && value !== null && "method" in value;

/** The OpenAPI 3.1 document of every operation, derived from the contract. */
export function openApiDocument(version: string): JsonSchema {
  const schemas: Record<string, JsonSchema> = {
    HTTPValidationError: validationErrorSchema,
    Error: { type: "object", required: ["detail"], properties: { detail: { type: "string" } } },
  };
  const paths: Record<string, Record<string, JsonSchema>> = {};
  for (const [name, operation] of Object.entries<unknown>(contract)) {
    if (!isOperation(operation)) continue;
    paths[operation.path] ??= {};
    paths[operation.path]![operation.method.toLowerCase()] = describe(name, operation, schemas);
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

function describe(
  name: string,
  operation: Operation,
  schemas: Record<string, JsonSchema>,
): JsonSchema {
  const { id, request, body, result, creates, errors } = operation;
  const failures = [401, 403, ...errors].map((status) => [
    status,
    { description: REASONS[status] ?? "Failure", content: jsonContent("Error") },
  ]);
  const success =
    result === "none"
      ? { 204: { description: "Done" } }
      : { 200: { description: "Success", content: content(result, schemas) } };
  return {
    operationId: id,
    tags: ["sessions"],
    summary: docs[name],
    parameters: Object.entries(request.fields).map(([key, field]) => {
      const wire = wireName(key);
      const inPath = operation.path.includes(`{${wire}}`);
      return {
        name: wire,
        in: inPath ? "path" : "query",
        required: inPath || !field.optional,
        description: docs[`${request.name}.${key}`] ?? docs[`*.${key}`],
        schema: jsonSchema(field, schemas, docs),
      };
    }),
    ...(body === undefined
      ? {}
      : { requestBody: { required: true, content: content(body, schemas) } }),
    responses: {
      ...success,
      ...(creates ? { 201: { ...success[200], description: "Created" } } : {}),
      422: { description: "The request is malformed", content: jsonContent("HTTPValidationError") },
      ...Object.fromEntries(failures),
    },
  };
}

function content(of: Model | Payload, schemas: Record<string, JsonSchema>): JsonSchema {
  if (typeof of === "object")
    return { "application/json": { schema: jsonSchema(of, schemas, docs) } };
  return of === "none"
    ? {}
    : { [PAYLOAD_TYPES[of]]: { schema: { type: "string", format: "binary" } } };
}

const jsonContent = (schema: string): JsonSchema => ({
  "application/json": { schema: { $ref: `#/components/schemas/${schema}` } },
});

const validationErrorSchema: JsonSchema = {
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
};
