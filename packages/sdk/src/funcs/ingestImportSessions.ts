import {
  decode,
  encode,
  importResultModel,
  MismatchError,
  importSessions as operation,
  sessionModel,
} from "syllable-contract";
import { call } from "../http/call.js";
import { signalOf } from "../http/on-abort.js";
import { readLines } from "../http/read-lines.js";
import { retryPolicy, sleep } from "../http/retry.js";
import type { RetryConfig } from "../lib/retries.js";
import type { ClientSDK, RequestOptions } from "../lib/sdks.js";
import type { ImportResult, Session } from "../models/components/index.js";
import { ResponseValidationError } from "../models/errors/response-validation-error.js";
import { SDKValidationError } from "../models/errors/sdk-validation-error.js";
import type { SyllableSDKError } from "../models/errors/syllable-sdk-error.js";
import { unwrap } from "../types/result.js";

/** A request ends after this many characters. */
const MAX_BATCH_LENGTH = 512 * 1024;

/** The most lines in a request. */
const MAX_BATCH_LINES = 5_000;

/** Options of an import: those of each request, and `match`. */
export type ImportOptions = RequestOptions & {
  /**
   * The property that identifies sessions without an id. Such a session replaces the stored one with the
   * same value, or is created.
   * @default Each session without an id is created.
   */
  match?: "channel_manager_sid" | "conversation_id" | undefined;
};

/** By default, sessions that could not be stored are sent again for five minutes. */
const RETRIES: RetryConfig = { strategy: "backoff", backoff: { maxElapsedTime: 300_000 } };

/** The sessions of one request. */
interface Batch {
  /** The number of sessions before these. */
  before: number;
  /** The sessions as JSON, each with a newline. */
  lines: string[];
  length: number;
  /** Whether each session has an id or is matched, so that a retry creates no duplicates. */
  isIdempotent: boolean;
}

/**
 * Imports any number of sessions. Sends `POST /api/v1/sessions/import` (`sessions_import`) in
 * requests of about 512 KiB and at most 5,000 sessions.
 *
 * Sessions are read from `sessions` only as fast as results are read from the returned generator,
 * and only those of one request are held, so memory use is bounded.
 *
 * Sessions that the service could not store (`unavailable`) are sent again as set by
 * `options.retries` or the client's `retryConfig`; by default, for five minutes. So is a request that
 * fails with a 429 or 503 and `Retry-After`, which means that it was not processed. After any other
 * failure, a request is repeated only if `retries` or `retryConfig` is set and each of its sessions
 * has an id or is matched. Otherwise, a retry could create a session twice.
 *
 * Only the self-hosted service has this operation; it needs a key of scope `write`.
 *
 * @param client A `SyllableSDKCore` or `SyllableSDK`.
 * @param sessions The sessions. One without an id gets one.
 * @param options The options of each request, and `match`. Default: those of the client.
 * @returns A result for each session, in order. `line` is the number of the session; the first is
 *   1. The status `unavailable` means that a session was still not stored after all retries.
 * @throws {SDKValidationError} If a value is not a session. Those before it have been imported.
 * @throws {ResponseValidationError} If the service returns more or fewer results than sessions were
 *   sent, after the valid results.
 * @throws {ResponseTooLargeError} If the response is larger than `maxResponseBytes`.
 * @throws Any other error of `syllable-sdk/models/errors`, if a request fails.
 * @example
 * ```ts
 * for await (const { line, status } of ingestImportSessions(client, sessions)) {
 *   console.log(line, status);
 * }
 * ```
 */
export async function* ingestImportSessions(
  client: ClientSDK,
  sessions: Iterable<Session> | AsyncIterable<Session>,
  options?: ImportOptions,
): AsyncGenerator<ImportResult, void, undefined> {
  if (!Object(sessions)[Symbol.asyncIterator] && !Object(sessions)[Symbol.iterator]) {
    throw new SDKValidationError("sessions: expected an iterable or async iterable", sessions);
  }
  for await (const batch of toBatches(sessions, options?.match))
    yield* importBatch(client, batch, options);
}

/** Imports a batch, and retries the sessions that could not be stored. */
async function* importBatch(
  client: ClientSDK,
  { before, lines, isIdempotent }: Batch,
  options: ImportOptions = {},
): AsyncGenerator<ImportResult, void, undefined> {
  const config = options.retries ?? client._options.retryConfig;
  const waitAfter = retryPolicy(config ?? RETRIES, ["429", "503"]);
  const isRepeated = isIdempotent && config !== undefined;
  const retries: RetryConfig = isRepeated ? config : { strategy: "none" };
  const { match } = options;
  const results: ImportResult[] = [];
  let yielded = 0;
  for (let pending = [...lines.keys()]; ; ) {
    let failure: Partial<SyllableSDKError> | undefined;
    const body = pending.map((index) => lines[index]).join("");
    const content = () => ({ body, type: "application/x-ndjson" });
    const reader = readLines(pending.length);
    try {
      const { value, response } = await unwrap(
        call(client, operation, reader, { match }, { ...options, retries }, content),
      ).withResponse();
      const texts = value as unknown as string[];
      for (const [at, text] of texts.slice(0, pending.length).entries()) {
        const index = pending[at]!;
        results[index] = parseResult(text, at + 1, response);
        results[index].line = before + index + 1;
        while (isFinal(results[yielded])) yield results[yielded++]!;
      }
      checkCount(texts, pending.length, response);
      pending = pending.filter((index) => !isFinal(results[index]));
    } catch (error) {
      failure = error as Partial<SyllableSDKError>;
      if (isRepeated || !failure.headers?.has("retry-after")) throw error;
    }
    if (!pending.length) return;
    const wait = waitAfter(failure?.rawResponse ?? ({ status: 503 } as Response));
    if (wait === undefined) {
      if (failure) throw failure;
      return yield* results.slice(yielded);
    }
    await sleep(wait, signalOf(options));
  }
}

/** Whether a result stays the same if the session is sent again. */
const isFinal = (result: ImportResult | undefined): boolean =>
  !!result && result.status !== "unavailable";

function checkCount(results: readonly string[], expected: number, response: Response): void {
  const found = results.length;
  if (found === expected) return;
  const hint = found < expected ? "; the last one may say why" : "";
  const message = `results: expected ${expected}, found ${found}${hint}`;
  throw new ResponseValidationError(message, { response, body: "", rawValue: results });
}

/** Parses the result of a line. */
function parseResult(text: string, line: number, response: Response): ImportResult {
  let rawValue: unknown = text;
  try {
    rawValue = JSON.parse(text);
    const result = decode(importResultModel, rawValue);
    if (result.line !== line)
      throw new MismatchError(`line: expected ${line}, found ${result.line}`);
    return result;
  } catch (error) {
    const reason = error instanceof MismatchError ? error.message : "not valid JSON";
    const message = `result ${line}: ${reason}`;
    throw new ResponseValidationError(message, { response, body: "", rawValue });
  }
}

async function* toBatches(
  sessions: Iterable<Session> | AsyncIterable<Session>,
  match: string | undefined,
): AsyncGenerator<Batch> {
  let before = 0;
  let batch: Batch | undefined;
  let invalid: unknown;
  for await (const session of sessions) {
    batch ??= { before, lines: [], length: 0, isIdempotent: true };
    before += 1;
    try {
      const line = `${JSON.stringify(encode(sessionModel, session))}\n`;
      batch.lines.push(line);
      batch.length += line.length;
    } catch (error) {
      const { message } = error as Error;
      invalid = new SDKValidationError(`session ${before}: ${message}`, session);
      break;
    }
    batch.isIdempotent &&= !!match || session.sessionId != null;
    if (batch.length >= MAX_BATCH_LENGTH || batch.lines.length === MAX_BATCH_LINES) {
      yield batch;
      batch = undefined;
    }
  }
  if (batch?.lines.length) yield batch;
  if (invalid) throw invalid;
}
