import {
  type DocumentedOperation,
  describe,
  type JsonSchema,
  jsonSchema,
  type Model,
  type Operation,
  type Payload,
  wireName,
} from "syllable-contract";
import { errorContent } from "./error-schemas.js";

const ERRORS: Readonly<Record<number, string>> = {
  401: "The API key is missing or invalid",
  403: "The API key does not have the required scope",
  404: "Not found",
  409: "Changed by another request at the same time",
  413: "The request body is too large",
  416: "The range is outside the recording",
};

const MEDIA_TYPES: Readonly<Record<Exclude<Payload, "none">, string>> = {
  bytes: "application/octet-stream",
  ndjson: "application/x-ndjson",
};

/** An operation as OpenAPI describes it. The models that it uses are added to `schemas`. */
export function describeOperation(
  operation: DocumentedOperation,
  schemas: Record<string, JsonSchema>,
): JsonSchema {
  const { id, description, body } = operation;
  return {
    operationId: id,
    tags: ["sessions"],
    summary: description,
    parameters: parametersOf(operation, schemas),
    ...(body === undefined
      ? {}
      : { requestBody: { required: true, content: contentOf(body, schemas) } }),
    responses: responsesOf(operation, schemas),
  };
}

function parametersOf({ path, request }: Operation, schemas: Record<string, JsonSchema>) {
  return Object.entries(request.fields).map(([key, field]) => {
    const name = wireName(key);
    const isInPath = path.includes(`{${name}}`);
    return {
      name,
      in: isInPath ? "path" : "query",
      required: isInPath || !field.optional,
      description: describe(field),
      schema: jsonSchema(field, schemas),
    };
  });
}

function responsesOf(
  { result, creates, errors }: DocumentedOperation,
  schemas: Record<string, JsonSchema>,
): JsonSchema {
  const content = contentOf(result, schemas);
  const responses: Record<number, JsonSchema> =
    result === "none"
      ? { 204: { description: "Done" } }
      : { 200: { description: "Success", content } };
  if (creates) responses[201] = { description: "Created", content };
  responses[422] = {
    description: "The request is invalid",
    content: errorContent("HTTPValidationError"),
  };
  for (const status of [401, 403, ...errors]) {
    responses[status] = {
      description: ERRORS[status] ?? "Error",
      content: errorContent("Error"),
    };
  }
  return responses;
}

function contentOf(payload: Model | Payload, schemas: Record<string, JsonSchema>): JsonSchema {
  if (payload === "none") return {};
  if (typeof payload === "string") {
    return { [MEDIA_TYPES[payload]]: { schema: { type: "string", format: "binary" } } };
  }
  return { "application/json": { schema: jsonSchema(payload, schemas) } };
}
