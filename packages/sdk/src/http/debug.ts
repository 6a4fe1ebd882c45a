import { env } from "../lib/env.js";
import type { Context } from "./context.js";

/** The headers that are harmless. */
const SHOWN = /^(accept|content-|date|retry-after|user-agent|x-request-id)/;

/** Tells the logger of something, with the headers that belong to it. */
export function tell({ client, mask }: Context, what: string, headers?: Headers): void {
  // A logger that fails is no reason for a call to fail.
  try {
    const logger = client._options.debugLogger ?? (env("DEBUG") === "true" ? console : undefined);
    if (!logger) return;
    logger.group(mask(`syllable-sdk: ${what}`));
    headers?.forEach((value, name) => {
      logger.log(`${name}: ${SHOWN.test(name) ? mask(value) : "***"}`);
    });
    logger.groupEnd();
  } catch {}
}
