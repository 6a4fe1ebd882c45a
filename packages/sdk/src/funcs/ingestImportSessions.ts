import {
  decode,
  encode,
  importResultModel,
  MismatchError,
  importSessions as operation,
  sessionModel,
} from "syllable-contract";
import { call } from "../http/call.js";
import { readLines } from "../http/read-lines.js";
import type { ClientSDK, RequestOptions } from "../lib/sdks.js";
import type { ImportResult, Session } from "../models/components/index.js";
import { ResponseValidationError } from "../models/errors/response-validation-error.js";
import { SDKValidationError } from "../models/errors/sdk-validation-error.js";
import { unwrap } from "../types/result.js";

/** A request ends after this many characters. */
const MAX_BATCH_LENGTH = 512 * 1024;

/** The most lines in a request. */
const MAX_BATCH_LINES = 5_000;

/** The sessions of one request, one per line. */
interface Batch {
  body: string;
  lines: number;
  /** Whether each session has an id, so that sending them twice creates no duplicates. */
  isIdempotent: boolean;
}

/**
 * Imports any number of sessions. Sends `POST /api/v1/sessions/import` (`sessions_import`) in
 * requests of about 512 KiB and at most 5,000 sessions.
 *
 * Sessions are read from `sessions` only as fast as results are read from the returned generator,
 * so memory use is bounded. A request with a session that has no id is not retried: a retry could
 * create the session twice.
 *
 * Only the self-hosted service has this operation; it needs a key of scope `write`.
 *
 * @param client A `SyllableSDKCore` or `SyllableSDK`.
 * @param sessions The sessions. One without an id gets one.
 * @param options The options of each request. Default: those of the client.
 * @returns A result for each session, in order. `line` is the number of the session; the first is
 *   1.
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
  options?: RequestOptions,
): AsyncGenerator<ImportResult, void, undefined> {
  if (!Object(sessions)[Symbol.asyncIterator] && !Object(sessions)[Symbol.iterator]) {
    throw new SDKValidationError("sessions: expected an iterable or async iterable", sessions);
  }
  let before = 0;
  for await (const { body, lines, isIdempotent } of toBatches(sessions)) {
    const content = { body, type: "application/x-ndjson" };
    const batchOptions: RequestOptions = isIdempotent
      ? { ...options }
      : { ...options, retries: { strategy: "none" } };
    const { value, response } = await unwrap(
      call(client, operation, readLines(lines), {}, batchOptions, () => content),
    ).withResponse();
    const results = value as unknown as string[];
    for (const [index, text] of results.slice(0, lines).entries()) {
      const result = parseResult(text, index + 1, response);
      yield { ...result, line: before + result.line };
    }
    if (results.length !== lines) {
      const hint = results.length < lines ? "; the last one may say why" : "";
      const message = `results: expected ${lines}, found ${results.length}${hint}`;
      throw new ResponseValidationError(message, { response, body: "", rawValue: results });
    }
    before += lines;
  }
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
): AsyncGenerator<Batch> {
  const empty: Batch = { body: "", lines: 0, isIdempotent: true };
  let batch = { ...empty };
  let invalid: unknown;
  let number = 0;
  for await (const session of sessions) {
    number += 1;
    try {
      batch.body += `${JSON.stringify(encode(sessionModel, session))}\n`;
    } catch (error) {
      invalid = error instanceof MismatchError ? toValidationError(number, error, session) : error;
      break;
    }
    batch.lines += 1;
    batch.isIdempotent &&= session.sessionId != null;
    if (batch.body.length >= MAX_BATCH_LENGTH || batch.lines === MAX_BATCH_LINES) {
      yield batch;
      batch = { ...empty };
    }
  }
  if (batch.lines > 0) yield batch;
  if (invalid) throw invalid;
}

const toValidationError = (
  number: number,
  { message }: MismatchError,
  session: unknown,
): SDKValidationError => new SDKValidationError(`session ${number}: ${message.trim()}`, session);
