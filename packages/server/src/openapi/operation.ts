import {
  type DocumentedOperation,
  describe,
  fieldSchema,
  type JsonSchema,
  jsonSchema,
  type Model,
  type Payload,
  platformOperations,
  wireName,
  wireText,
} from "syllable-contract";
import { addPreconditionResponses, preconditionParameters } from "./preconditions.js";
import { responseReference } from "./responses.js";
import { API_KEY_SCHEME, BROWSER_SESSION_SCHEME } from "./schemes.js";
import { tagOf } from "./tags.js";

/** Media types of recordings. The first is used for clients that do not specify one. */
const RECORDING_TYPES = ["application/octet-stream", "audio/*", "video/*"];

const MEDIA_TYPES: Readonly<Record<Exclude<Payload, "none">, readonly string[]>> = {
  bytes: RECORDING_TYPES,
  ndjson: ["application/x-ndjson"],
};

/** The error statuses of every operation, and those of operations with a body. */
const COMMON_ERRORS = [400, 403, 422, 429, 500, 503];
const BODY_ERRORS = [408, 413, 415, 507];

/** The header that asks for a range of bytes. */
const RANGE_PARAMETER: JsonSchema = {
  name: "Range",
  in: "header",
  required: false,
  description: "The bytes to return, such as `bytes=0-1023`. Without it, all bytes are returned.",
  schema: { type: "string" },
};

const headers = (described: Record<string, string>): JsonSchema =>
  Object.fromEntries(
    Object.entries(described).map(([name, description]) => [
      name,
      { description, schema: { type: "string" } },
    ]),
  );

const BYTES_HEADERS = headers({
  "Accept-Ranges": "Always `bytes`.",
  ETag: "The version of the bytes, for `If-None-Match` and `If-Range`.",
});
const RANGE_HEADERS = headers({
  "Content-Range": "The range and the size of the recording, such as `bytes 0-1023/94488`.",
});

const IGNORED_HEADERS = headers({
  "Syllable-Ignored-Parameters":
    "The names of unknown query parameters, which were ignored. Percent-encoded and separated by commas.",
});

/** An operation as OpenAPI describes it. The models and enums that it uses are added to `schemas`. */
export function describeOperation(
  operation: DocumentedOperation,
  schemas: Record<string, JsonSchema>,
): JsonSchema {
  const { id, description, body, path } = operation;
  return {
    operationId: id,
    tags: [tagOf(path)],
    summary: wireText(description!),
    ...securityOf(operation),
    parameters: [...parametersOf(operation, schemas), ...preconditionParameters(operation)],
    ...(body !== undefined && {
      requestBody: { required: true, content: contentOf(body, schemas) },
    }),
    responses: responsesOf(operation, schemas),
  };
}

/** Which credentials an operation takes, if not any of those that the document names. */
function securityOf(operation: DocumentedOperation): { security?: JsonSchema[] } {
  // A recording token is the only credential of its operation.
  if (takesToken(operation)) return { security: [] };
  switch (operation.credential) {
    case "none":
      return { security: [] };
    case "API key":
      return { security: [{ [API_KEY_SCHEME]: [] }] };
    case "browser session":
      return { security: [{ [BROWSER_SESSION_SCHEME]: [] }] };
    default:
      return {};
  }
}

const takesToken = ({ request }: DocumentedOperation): boolean => "token" in request.fields;

const returnsBytes = ({ result }: DocumentedOperation): boolean => result === "bytes";

function parametersOf(operation: DocumentedOperation, schemas: Record<string, JsonSchema>) {
  const { path, request } = operation;
  const parameters: JsonSchema[] = Object.entries(request.fields).map(([key, field]) => {
    const name = wireName(key);
    const isInPath = path.includes(`{${name}}`);
    return {
      name,
      in: isInPath ? "path" : "query",
      required: isInPath || !field.optional,
      description: describe(field),
      schema: fieldSchema(request, key, schemas),
    };
  });
  return returnsBytes(operation) ? [...parameters, RANGE_PARAMETER] : parameters;
}

function responsesOf(operation: DocumentedOperation, schemas: Record<string, JsonSchema>) {
  const { result, hasBinaryForm, creates, errors, body } = operation;
  const content = {
    ...contentOf(result, schemas),
    ...(hasBinaryForm && { "application/octet-stream": { schema: BINARY } }),
  };
  const responses: Record<number, JsonSchema> = {};
  if (result === "none") responses[204] = { description: "Done." };
  else if (returnsBytes(operation)) {
    const headers = { ...BYTES_HEADERS, ...IGNORED_HEADERS };
    responses[200] = { description: "All bytes.", headers, content };
    responses[206] = {
      description: "The requested range of bytes.",
      headers: { ...headers, ...RANGE_HEADERS },
      content,
    };
  } else {
    const headers = platformOperations.includes(operation) && { headers: IGNORED_HEADERS };
    responses[200] = { description: "Success.", ...headers, content };
  }
  if (creates) responses[201] = { description: "Created.", content };
  const statuses = [401, ...COMMON_ERRORS, ...(body === undefined ? [] : BODY_ERRORS), ...errors];
  for (const status of statuses) responses[status] = responseReference(status);
  addPreconditionResponses(operation, responses);
  return responses;
}

const BINARY: JsonSchema = { type: "string", format: "binary" };

function contentOf(payload: Model | Payload, schemas: Record<string, JsonSchema>): JsonSchema {
  if (payload === "none") return {};
  if (typeof payload === "string") {
    return Object.fromEntries(MEDIA_TYPES[payload].map((type) => [type, { schema: BINARY }]));
  }
  return { "application/json": { schema: jsonSchema(payload, schemas) } };
}
