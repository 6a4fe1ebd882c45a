import type { DocumentedOperation, JsonSchema } from "syllable-contract";
import { responseReference } from "./responses.js";

const ETAG: JsonSchema = {
  description: "The version of the resource (RFC 9110, section 8.8.3). It is strong.",
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

/** The headers with which a request states preconditions. */
export function preconditionParameters(operation: DocumentedOperation): JsonSchema[] {
  if (!operation.hasEtag) return [];
  return [
    header(
      "If-Match",
      "Entity tags, or `*`. Fails with 412 unless the current version is one of them.",
    ),
    header(
      "If-None-Match",
      isRead(operation)
        ? "Entity tags, or `*`. Returns 304 without content if the current version is one of them."
        : "Entity tags, or `*` for any version. Fails with 412 if the current version is one of them.",
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
      description: "The client has the current version.",
      headers: { ETag: ETAG },
    };
  }
  responses[412] = responseReference(412);
}
