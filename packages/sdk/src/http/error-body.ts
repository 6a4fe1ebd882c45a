import { HTTPValidationError } from "../models/errors/http-validation-error.js";
import { SDKError } from "../models/errors/sdk-error.js";
import type { Mask } from "./redact.js";
import type { Scope } from "./timeout.js";

/** How much of a body an error keeps, in bytes; the rest is never fetched. */
export const KEPT_BODY = 65_536;

/** How much of a body an error's message quotes, in characters. */
const QUOTED_BODY = 200;

/** The error that an answer is which is not the operation's result. */
export async function errorFrom(response: Response, scope: Scope, mask: Mask): Promise<Error> {
  const body = mask(await readStart(response, scope));
  const meta = { response, body };
  if (response.status === 422 && mediaType(response) === "application/json") {
    const data = validationData(body);
    if (data) return new HTTPValidationError(data, meta);
  }
  const type = response.ok ? ` with content type ${mediaType(response) || "missing"}` : "";
  const quoted = body.trim().slice(0, QUOTED_BODY);
  return new SDKError(`HTTP ${response.status}${type}${quoted && `: ${quoted}`}`, meta);
}

/** The media type of an answer without its parameters. */
export function mediaType(response: Response): string {
  return (response.headers.get("content-type") ?? "").split(";")[0]!.trim().toLowerCase();
}

async function readStart(response: Response, scope: Scope): Promise<string> {
  // A fetcher that is no fetch may have another kind of body.
  if (!response.body?.getReader) return (await scope.race(response.text())).slice(0, KEPT_BODY);
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let left = KEPT_BODY;
  try {
    while (left > 0) {
      const { done, value } = await scope.race(reader.read());
      if (done) return text + decoder.decode();
      text += decoder.decode(value.subarray(0, left), { stream: true });
      left -= value.length;
    }
  } catch (error) {
    // A body that breaks off is still the body of this error; an early end is an error of its own.
    if (scope.failure) throw error;
  }
  reader.cancel().catch(() => {});
  return text;
}

function validationData(body: string): { detail?: HTTPValidationError["detail"] } | undefined {
  try {
    const { detail } = JSON.parse(body) as { detail?: unknown };
    if (detail == null) return {};
    const faults = detail as { loc: unknown; msg: unknown; type: unknown }[];
    const sound = faults.every(
      ({ loc, msg, type }) =>
        Array.isArray(loc) && typeof msg === "string" && typeof type === "string",
    );
    return sound ? { detail: detail as NonNullable<HTTPValidationError["detail"]> } : undefined;
  } catch {
    return undefined;
  }
}
