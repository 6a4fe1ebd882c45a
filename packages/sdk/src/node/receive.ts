import { sessionsSessionRecordingStream } from "../funcs/sessionsSessionRecordingStream.js";
import { classify } from "../http/classify.js";
import { maskFor } from "../http/redact.js";
import { ServerList } from "../lib/config.js";
import type { ClientSDK, RequestOptions } from "../lib/sdks.js";
import { ConnectionError, RequestTimeoutError } from "../models/errors/http-client-errors.js";
import { SyllableSDKError } from "../models/errors/syllable-sdk-error.js";
import { type Answer, promisedSha256, readAnswer } from "./answer.js";
import type { PartialFile } from "./partial-file.js";
import { Again } from "./patience.js";
import type { TokenSource } from "./recording-source.js";
import { SaveRecordingError } from "./save-error.js";

/** What the attempts of one save have in common. */
export interface Receiving {
  readonly sdk: ClientSDK;
  readonly source: TokenSource;
  readonly partial: PartialFile;
  /** Options of each call, the headers that the caller gave among them. */
  readonly call: RequestOptions & { headers: Headers };
  readonly idleTimeoutMs: number;
  readonly maxBytes: number;
  /** Whether the result is checked against a sum that the caller gave. */
  readonly summed: boolean;
  /** Where the server turned out to get parts wrong, only the whole is asked for. */
  wholeOnly: boolean;
  /** The SHA-256 that the server promises. */
  promised: string | undefined;
  onBytes(): void;
}

/** Makes one attempt to get what is missing of a recording; returns when it is whole. */
export async function receive(it: Receiving): Promise<void> {
  const { partial } = it;
  // Without a tag, only a sum could tell that the parts do not belong together.
  const canGoOn = !it.wholeOnly && (partial.version?.etag !== undefined || it.summed);
  const from = canGoOn ? partial.bytes : 0;
  const { stream, response, ours } = await ask(it, from);
  const answer = readAnswer(response);
  if (!answer || !belongs(answer, it, from)) {
    stream.cancel().catch(() => {});
    it.wholeOnly = it.wholeOnly || sameTag(answer, it);
    await partial.restart();
    throw new Again("the part received does not belong to what is there");
  }
  it.promised = promisedSha256(response, ours);
  try {
    await checkSize(it, answer.version.total ?? 0);
    if (answer.start === 0) await partial.restart(answer.version);
    it.onBytes();
    await copy(stream, it, answer.end);
  } catch (error) {
    stream.cancel().catch(() => {});
    throw error;
  }
}

/** Asks for a recording from a byte on. */
async function ask({ sdk, source, partial, call }: Receiving, from: number) {
  const headers = new Headers(call.headers);
  // The true type, and the bytes as they are.
  headers.set("accept", "audio/*, */*;q=0.5");
  headers.set("accept-encoding", "identity");
  if (from > 0) {
    headers.set("range", `bytes=${from}-`);
    if (partial.version?.etag) headers.set("if-range", partial.version.etag);
  }
  const token = await source.token(call);
  const promise = sessionsSessionRecordingStream(sdk, { token }, { ...call, headers });
  const [result, { request, response }] = await promise.$inspect();
  if (result.ok) {
    const ours = !ServerList.some((server) => request?.url.startsWith(`${server}/`));
    return { stream: result.value, response: response!, ours };
  }
  const { error } = result;
  const status = error instanceof SyllableSDKError ? error.statusCode : 0;
  if (status === 401 && source.renew()) throw new Again(error.message, { cause: error });
  if (status === 416 && from > 0) {
    await partial.restart();
    throw new Again(error.message, { cause: error });
  }
  throw error;
}

/** Whether an answer is what was asked for: the whole, or what is missing of this version. */
function belongs({ start, version }: Answer, { partial }: Receiving, from: number): boolean {
  if (start === 0) return true;
  const { etag, total } = partial.version ?? {};
  const other = version.etag !== undefined && etag !== undefined && version.etag !== etag;
  return start === from && !other && (total === undefined || total === version.total);
}

/** Whether a part that did not belong was said to be of the version that is there. */
const sameTag = (answer: Answer | undefined, { partial }: Receiving): boolean =>
  !answer || answer.version.etag === partial.version?.etag;

/** Writes what comes to the file. A server may give less than what was asked for, but not more. */
async function copy(
  stream: ReadableStream<Uint8Array>,
  it: Receiving,
  end: number | undefined,
): Promise<void> {
  const { partial } = it;
  const reader = stream.getReader();
  try {
    for (;;) {
      const chunk = await next(reader, it.idleTimeoutMs);
      if (!chunk) break;
      if (end !== undefined && partial.bytes + chunk.length > end) {
        it.wholeOnly = true;
        await partial.restart();
        throw new Again("the response had more bytes than it declared");
      }
      await checkSize(it, partial.bytes + chunk.length);
      await partial.append(chunk);
      it.onBytes();
    }
  } catch (error) {
    reader.cancel().catch(() => {});
    throw error;
  } finally {
    reader.releaseLock();
  }
  if (end !== undefined && partial.bytes < end) throw new ConnectionError("The answer broke off");
  const { total } = partial.version ?? {};
  if (total !== undefined && partial.bytes < total) throw new Again("the response was incomplete");
}

/** Ends the save if the recording is too large. */
async function checkSize({ partial, maxBytes }: Receiving, bytes: number): Promise<void> {
  if (bytes <= maxBytes) return;
  await partial.discard();
  const message = `the recording has more than ${maxBytes} bytes; raise maxBytes to save it`;
  throw new SaveRecordingError("size", message);
}

/** The next chunk, unless it is too long in coming. */
async function next(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  idleMs: number,
): Promise<Uint8Array | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const idle = new Promise<never>((_, reject) => {
    const late = () => reject(new RequestTimeoutError(`No byte came for ${idleMs} ms`));
    if (idleMs > 0) timer = setTimeout(late, idleMs);
  });
  try {
    return (await Promise.race([reader.read(), idle])).value;
  } catch (error) {
    throw classify(error, maskFor(new Set()));
  } finally {
    clearTimeout(timer);
  }
}
