import type { Context } from "./context.js";

/** Headers whose values are logged. */
const SHOWN = /^(accept|content|date|retry|user|x-req|syllable-i)/;

/** Writes a message and headers to the debug logger. */
export function logDebug({ client, mask }: Context, message: unknown, headers?: HeadersInit): void {
  // An error of the logger must not fail the call.
  try {
    const logger = client._logger;
    if (!logger) return;
    const shown: Record<string, string> = {};
    new Headers(headers).forEach((value, name) => {
      shown[name] = SHOWN.test(name) ? mask(value) : "***";
    });
    logger.log(mask(`syllable-sdk: ${message}`), shown);
  } catch {}
}
