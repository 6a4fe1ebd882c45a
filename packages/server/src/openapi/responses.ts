import type { JsonSchema } from "syllable-contract";

/** The bodies of error responses. */
export const errorSchemas: Readonly<Record<string, JsonSchema>> = {
  HTTPValidationError: {
    type: "object",
    description: "The body of a 422 response.",
    required: ["detail"],
    properties: {
      detail: {
        type: "array",
        description: "The validation errors of the request.",
        items: { $ref: "#/components/schemas/ValidationError" },
      },
    },
  },
  ValidationError: {
    type: "object",
    description: "A validation error.",
    required: ["loc", "msg", "type"],
    properties: {
      loc: {
        type: "array",
        description: 'Where the error is, such as `["query", "limit"]`.',
        items: { anyOf: [{ type: "string" }, { type: "integer" }] },
      },
      msg: { type: "string", description: "A message for people." },
      type: { type: "string", description: "The kind of error, for programs." },
    },
  },
  ErrorResponse: {
    type: "object",
    description: "The body of an error response, except for 422.",
    required: ["detail"],
    properties: { detail: { type: "string", description: "What was wrong and what to do." } },
  },
};

/** The name and the description of each error response. */
const ERRORS: Readonly<Record<number, readonly [name: string, description: string]>> = {
  400: ["BadRequest", "The request is malformed."],
  401: ["Unauthorized", "The credential is missing, invalid or expired."],
  403: ["Forbidden", "The credential does not permit this operation."],
  404: ["NotFound", "Not found."],
  408: ["RequestTimeout", "The rest of the request body did not arrive in time."],
  409: ["Conflict", "The request contradicts the current state of the resource."],
  412: ["PreconditionFailed", "A precondition of the request is false."],
  413: ["ContentTooLarge", "The request body is too large."],
  415: ["UnsupportedMediaType", "The encoding of the request body is not supported."],
  416: ["RangeNotSatisfiable", "The range is outside the recording."],
  422: ["UnprocessableContent", "The request is invalid."],
  429: ["TooManyRequests", "Too many requests. `Retry-After` is the minimum wait."],
  500: ["InternalServerError", "Internal error. The service log has the cause."],
  503: [
    "ServiceUnavailable",
    "The service is overloaded or unavailable. `Retry-After` is the minimum wait, if it is known.",
  ],
  507: ["InsufficientStorage", "The disk is full. Nothing was stored."],
};

/** The statuses of responses that say when to retry. */
const WITH_RETRY_AFTER: readonly number[] = [429, 503];

const RETRY_AFTER = {
  "Retry-After": { description: "The minimum wait, in seconds.", schema: { type: "integer" } },
};

/** A reference to the component that describes an error response. */
export const responseReference = (status: number): JsonSchema => ({
  $ref: `#/components/responses/${errorOf(status)[0]}`,
});

/** Each component that `responseReference` refers to. */
export const errorResponses = (statuses: readonly number[]): Record<string, JsonSchema> =>
  Object.fromEntries(statuses.map((status) => [errorOf(status)[0], describeResponse(status)]));

function errorOf(status: number): readonly [name: string, description: string] {
  const error = ERRORS[status];
  if (!error) throw new Error(`the status ${status} has no description; add one`);
  return error;
}

function describeResponse(status: number): JsonSchema {
  const schema = status === 422 ? "HTTPValidationError" : "ErrorResponse";
  return {
    description: errorOf(status)[1],
    ...(WITH_RETRY_AFTER.includes(status) && { headers: RETRY_AFTER }),
    content: { "application/json": { schema: { $ref: `#/components/schemas/${schema}` } } },
  };
}
