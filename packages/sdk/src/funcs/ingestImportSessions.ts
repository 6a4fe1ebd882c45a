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

/** The number of characters at which a request is full. */
const BATCH_LENGTH = 512 * 1024;

/** The most lines of one request. */
const BATCH_LINES = 5_000;

/** Sessions of one request, a line each. */
interface Batch {
  body: string;
  lines: number;
  /** Whether each has an id, so that sending them twice does no harm. */
  repeatable: boolean;
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
  for await (const { body, lines, repeatable } of batchesOf(sessions)) {
    const content = { body, type: "application/x-ndjson" };
    const careful: RequestOptions = repeatable
      ? { ...options }
      : { ...options, retries: { strategy: "none" } };
    const { value, response } = await unwrap(
      call(client, operation, readLines(lines), {}, careful, () => content),
    ).withResponse();
    const results = value as unknown as string[];
    for (const [index, text] of results.slice(0, lines).entries()) {
      const result = readResult(text, index + 1, response);
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

/** Reads the result of a line. */
function readResult(text: string, line: number, response: Response): ImportResult {
  let rawValue: unknown = text;
  try {
    rawValue = JSON.parse(text);
    const result = decode(importResultModel, rawValue);
    if (result.line !== line)
      throw new MismatchError(`line: expected ${line}, found ${result.line}`);
    return result;
  } catch (error) {
    const why = error instanceof MismatchError ? error.message : "not valid JSON";
    const message = `result ${line}: ${why}`;
    throw new ResponseValidationError(message, { response, body: "", rawValue });
  }
}

async function* batchesOf(
  sessions: Iterable<Session> | AsyncIterable<Session>,
): AsyncGenerator<Batch> {
  const empty: Batch = { body: "", lines: 0, repeatable: true };
  let batch = { ...empty };
  let fault: unknown;
  let number = 0;
  for await (const session of sessions) {
    number += 1;
    try {
      batch.body += `${JSON.stringify(encode(sessionModel, session))}\n`;
    } catch (error) {
      fault = error instanceof MismatchError ? faultOf(number, error, session) : error;
      break;
    }
    batch.lines += 1;
    batch.repeatable &&= session.sessionId != null;
    if (batch.body.length >= BATCH_LENGTH || batch.lines === BATCH_LINES) {
      yield batch;
      batch = { ...empty };
    }
  }
  if (batch.lines > 0) yield batch;
  if (fault) throw fault;
}

const faultOf = (
  number: number,
  { message }: MismatchError,
  session: unknown,
): SDKValidationError => new SDKValidationError(`session ${number}: ${message.trim()}`, session);
