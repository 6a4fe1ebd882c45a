/** Endless bodies, for clients that must not read them to the end. */
import type { ServerResponse } from "node:http";
import type { Writable } from "node:stream";
import { constants, createBrotliCompress, createGzip } from "node:zlib";

/** The progress of an endless body. */
export interface Poured {
  bytes: number;
  closed: boolean;
}

/** Writes a chunk again and again, as fast as the client reads, until the client closes. */
export function pour(target: Writable, chunk: string | Uint8Array, closing = target): Poured {
  const poured = { bytes: 0, closed: false };
  const more = () => {
    while (!poured.closed) {
      poured.bytes += chunk.length;
      if (!target.write(chunk)) return;
    }
  };
  target.on("drain", more);
  target.on("error", () => {});
  closing.on("close", () => {
    poured.closed = true;
    target.destroy();
  });
  more();
  return poured;
}

const ENCODERS = {
  gzip: () => createGzip({ level: 9 }),
  br: () => createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
};

/** Sends compressed bytes that decompress to endless spaces. */
export function bomb(response: ServerResponse, encoding: "gzip" | "br"): Poured {
  const encoder = ENCODERS[encoding]();
  encoder.pipe(response);
  return pour(encoder, Buffer.alloc(2 ** 20, " "), response);
}
