import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { TooLargeError, UnreadableBodyError } from "../errors.js";

export interface ExpansionLimits {
  /** The most bytes that a body may expand to. */
  readonly bytes: number;
  /** The largest ratio of expanded to received bytes, checked from `ratioFrom` expanded bytes on. */
  readonly ratio: number;
  readonly ratioFrom: number;
}

const LIMITS: ExpansionLimits = { bytes: 4 * 1024 ** 3, ratio: 200, ratioFrom: 64 * 1024 ** 2 };

/**
 * Decompresses a body, and yields it in chunks.
 * @throws {UnreadableBodyError} if the body is not gzip, or its end is missing
 * @throws {TooLargeError} if it expands too much
 */
export async function* gunzip(
  body: AsyncIterable<Buffer>,
  limits: ExpansionLimits = LIMITS,
): AsyncGenerator<Buffer> {
  let received = 0;
  let expanded = 0;
  async function* counted() {
    for await (const chunk of body) {
      received += chunk.length;
      yield chunk;
    }
  }
  const chunks = createGunzip();
  // A failure of the body is thrown below.
  pipeline(counted(), chunks, () => undefined);
  try {
    for await (const chunk of chunks as AsyncIterable<Buffer>) {
      expanded += chunk.length;
      if (expanded > limits.bytes) {
        throw new TooLargeError(
          `the gzip body expands to more than ${limits.bytes} bytes; send it in parts`,
        );
      }
      if (expanded > limits.ratioFrom && expanded > received * limits.ratio) {
        throw new TooLargeError(
          `the gzip body expands to more than ${limits.ratio} times its size; send it unencoded`,
        );
      }
      yield chunk;
    }
  } catch (error) {
    throw toBodyError(error as NodeJS.ErrnoException);
  }
}

/** Decompresses a body as a stream, which counts the bytes that were received. */
export function gunzipStream(body: AsyncIterable<Buffer>) {
  async function* counted() {
    for await (const chunk of body) {
      stream.receivedEncodedLength += chunk.length;
      yield chunk;
    }
  }
  const chunks: Readable = Readable.from(gunzip(counted()), { objectMode: false });
  const stream = Object.assign(chunks, { receivedEncodedLength: 0 });
  return stream;
}

function toBodyError(error: NodeJS.ErrnoException): Error {
  if (error.code === "Z_BUF_ERROR") {
    return new UnreadableBodyError("the gzip body is truncated; send it completely");
  }
  if (!error.code?.startsWith("Z_")) return error;
  return new UnreadableBodyError(`the body is not valid gzip: ${error.message}`);
}
