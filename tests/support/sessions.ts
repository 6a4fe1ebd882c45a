import type { ImportResultWire, SessionWire } from "syllable-contract";
import type { TestClient } from "./service.js";

export const AT = "2026-01-31T09:00:00Z";

/** The headers of a request with a JSON body, and with this key if one is given. */
export const jsonWith = (key?: string): Record<string, string> => ({
  "content-type": "application/json",
  ...(key ? { "syllable-api-key": key } : {}),
});

export const putSession = (
  service: TestClient,
  id: string,
  fields: Partial<SessionWire> = {},
  key?: string,
): Promise<Response> =>
  service.call(`/api/v1/sessions/${id}`, {
    method: "PUT",
    headers: jsonWith(key),
    body: JSON.stringify({ timestamp: AT, ...fields }),
  });

/** Imports a body and returns the results of its lines. */
export async function importLines(
  service: TestClient,
  body: string | Uint8Array,
  key?: string,
): Promise<ImportResultWire[]> {
  const response = await service.call("/api/v1/sessions/import", {
    method: "POST",
    headers: {
      "content-type": "application/x-ndjson",
      ...(key ? { "syllable-api-key": key } : {}),
    },
    body: body as BodyInit,
  });
  if (response.status !== 200) throw new Error(`${response.status}: ${await response.text()}`);
  return importResultsIn(await response.text());
}

/** Reads the body of an import response. */
export const importResultsIn = (text: string): ImportResultWire[] =>
  text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as ImportResultWire);
