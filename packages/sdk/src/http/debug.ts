import type { Logger } from "../lib/config.js";
import type { Mask } from "./redact.js";

const SHOWN =
  /^(accept|accept-ranges|age|allow|cache-control|connection|content-(encoding|length|range|type)|date|etag|range|retry-after|server|user-agent|vary|x-request-id)$/;

/** Tells a logger of a message: its first line and its headers, those not known harmless hidden. */
export function tell(
  logger: Logger | undefined,
  mask: Mask,
  line: string,
  headers?: Headers,
): void {
  if (!logger) return;
  // A logger that fails is no reason for a call to fail.
  try {
    logger.group(mask(`syllable-sdk: ${line}`));
    headers?.forEach((value, name) => {
      logger.log(`${name}: ${SHOWN.test(name) ? mask(value) : "***"}`);
    });
    logger.groupEnd();
  } catch {}
}
