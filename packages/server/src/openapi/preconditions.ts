import type { DocumentedOperation, JsonSchema } from "syllable-contract";
import { responseReference } from "./responses.js";

const ETAG: JsonSchema = {
  description: "The strong entity tag of the resource (RFC 9110, section 8.8.3).",
  schema: { type: "string" },
};

const header = (name: string, description: string): JsonSchema => ({
  name,
  in: "header",
  required: false,
  description,
  schema: { type: "string" },
});

const isRead = ({ method }: DocumentedOperation): boolean => method === "GET";

/** The request headers for preconditions. */
export function preconditionParameters(operation: DocumentedOperation): JsonSchema[] {
  if (!operation.hasEtag) return [];
  return [
    header(
      "If-Match",
      "A list of entity tags, or `*` for any version. Unless one matches the current version, the response is a 412.",
    ),
    header(
      "If-None-Match",
      isRead(operation)
        ? "A list of entity tags, or `*` for any version. If one matches the current version, the response is a 304 without content."
        : "A list of entity tags, or `*` for any version. If one matches the current version, the response is a 412.",
    ),
  ];
}

/** Adds the entity tag to the responses of an operation, and the responses to false preconditions. */
export function addPreconditionResponses(
  operation: DocumentedOperation,
  responses: Record<number, JsonSchema>,
): void {
  if (!operation.hasEtag) return;
  for (const status of [200, 201]) {
    const response = responses[status];
    if (response) {
      responses[status] = { ...response, headers: { ...(response.headers ?? {}), ETag: ETAG } };
    }
  }
  if (isRead(operation)) {
    responses[304] = {
      description: "Not modified: the client has the current version.",
      headers: { ETag: ETAG },
    };
  }
  responses[412] = responseReference(412);
}
