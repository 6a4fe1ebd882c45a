import { env } from "../lib/env.js";
import type { Context } from "./context.js";

/** The headers that are harmless. */
const SHOWN = /^(accept|content|date|retry|user|x-req)/;

/** Tells the logger of something, with the headers that belong to it. */
export function tell({ client, mask }: Context, what: string, headers?: Headers): void {
  // A logger that fails is no reason for a call to fail.
  try {
    const logger = client._options.debugLogger ?? (env("DEBUG") === "true" ? console : undefined);
    if (!logger) return;
    const shown: Record<string, string> = {};
    headers?.forEach((value, name) => {
      shown[name] = SHOWN.test(name) ? mask(value) : "***";
    });
    logger.log(mask(`syllable-sdk: ${what}`), shown);
  } catch {}
}
