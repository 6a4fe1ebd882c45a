import type { Context } from "./context.js";

/** The headers that are harmless. */
const SHOWN = /^(accept|content|date|retry|user|x-req)/;

/** Tells the logger of something, with the headers that belong to it. */
export function tell({ client, mask }: Context, what: unknown, headers?: HeadersInit): void {
  // A logger that fails is no reason for a call to fail.
  try {
    const logger = client._logger;
    if (!logger) return;
    const shown: Record<string, string> = {};
    new Headers(headers).forEach((value, name) => {
      shown[name] = SHOWN.test(name) ? mask(value) : "***";
    });
    logger.log(mask(`syllable-sdk: ${what}`), shown);
  } catch {}
}
