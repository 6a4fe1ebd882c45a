import { UnexpectedClientError } from "../models/errors/http-client-errors.js";
import { ResponseTooLargeError } from "../models/errors/response-too-large-error.js";
import type { Context } from "./context.js";
import type { Deadline } from "./timeout.js";

/** 64 MiB. */
const DEFAULT_MAX_BYTES = 2 ** 26;

/** The most bytes of a response that a call may read. */
export const maxBytesOf = ({ client, options }: Context): number =>
  options.maxResponseBytes ?? client._options.maxResponseBytes ?? DEFAULT_MAX_BYTES;

/** The content length that a response declares; 0 if it declares none. */
const contentLength = ({ headers }: Response): number => Number(headers.get("content-length")) || 0;

/** Ends a call whose response is too large, along with everything that still reads the response. */
export function endTooLarge(
  message: string,
  response: Response,
  deadline: Deadline,
): ResponseTooLargeError {
  const error = new ResponseTooLargeError(message, { response, body: "" });
  // A clone that a hook holds would keep the connection open.
  deadline.end(error);
  return error;
}

/**
 * The decompressed chunks of a body. An error or leaving the loop early cancels the body.
 * @throws {ResponseTooLargeError} if there are more than `maxBytes`
 */
export async function* chunksOf(
  response: Response,
  deadline: Deadline,
  maxBytes: number,
): AsyncGenerator<Uint8Array, void> {
  const body = openBody(response, async () => new TextEncoder().encode(await response.text()));
  const check = (bytes: number) => {
    // Not `bytes > maxBytes`, because the limit may be NaN, which allows nothing.
    if (bytes <= maxBytes) return;
    throw endTooLarge(
      `Response larger than ${maxBytes} bytes: raise maxResponseBytes`,
      response,
      deadline,
    );
  };
  let bytes = 0;
  try {
    // The length of a compressed body says nothing about its decompressed size.
    if (!response.headers.get("content-encoding")) check(contentLength(response));
    for (;;) {
      const { done, value } = await deadline.race(body.next());
      if (done) return;
      if (!ArrayBuffer.isView(value)) throw new UnexpectedClientError("Body has no bytes");
      bytes += value.byteLength;
      check(bytes);
      yield value;
    }
  } finally {
    body.return?.().catch(() => {});
  }
}

/** The chunks of a body. */
export interface Body {
  next(): Promise<IteratorResult<Uint8Array, unknown>>;
  return?(): Promise<unknown>;
}

/**
 * Opens a body: a web stream, or an async iterable from a custom fetcher.
 * @param readAll reads the whole body, because some runtimes, such as React Native, have no streams
 * @throws {UnexpectedClientError} if the body was already read, by a hook for example
 */
export function openBody(response: Response, readAll: () => Promise<Uint8Array>): Body {
  const { body, bodyUsed } = response;
  if (bodyUsed || body?.locked) throw new UnexpectedClientError("Body already read");
  if (!body) {
    return (async function* () {
      yield await readAll();
    })();
  }
  if (!body.getReader) return body[Symbol.asyncIterator]();
  const reader = body.getReader();
  return { next: () => reader.read() as ReturnType<Body["next"]>, return: () => reader.cancel() };
}

/**
 * Reads a body as text.
 * @param isError whether the response is an error. If so, at most about `maxBytes` of the body are read.
 *   The body may be missing, interrupted or already read by a hook.
 * @throws {ResponseTooLargeError} if it has more bytes than the call may read
 */
export async function readText(
  response: Response,
  deadline: Deadline,
  maxBytes: number,
  isError = false,
): Promise<string> {
  let buffer = new Uint8Array();
  let length = 0;
  try {
    for await (const chunk of chunksOf(response, deadline, isError ? Infinity : maxBytes)) {
      const end = length + chunk.length;
      if (!length) buffer = chunk as Uint8Array<ArrayBuffer>;
      else {
        if (end > buffer.length) {
          // One growing buffer, because a list of one-byte chunks would take 100 times the memory.
          const room = Math.min(maxBytes, Math.max(2 * end, contentLength(response)));
          const larger = new Uint8Array(Math.max(end, room));
          larger.set(buffer.subarray(0, length));
          buffer = larger;
        }
        buffer.set(chunk, length);
      }
      length = end;
      // Also true if the limit is NaN, which allows nothing.
      if (isError && !(length < maxBytes)) break;
    }
  } catch (error) {
    if (!isError) throw error;
    // Only a timeout or an abort replaces the error of the response.
    deadline.check();
  }
  return new TextDecoder().decode(buffer.subarray(0, length));
}
