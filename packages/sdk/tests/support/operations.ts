import { SyllableSDKCore } from "../../src/core.js";
import { sessionsGenerateSessionRecordingUrls } from "../../src/funcs/sessionsGenerateSessionRecordingUrls.js";
import { sessionsGetById } from "../../src/funcs/sessionsGetById.js";
import { sessionsList } from "../../src/funcs/sessionsList.js";
import { sessionsSessionRecordingStream } from "../../src/funcs/sessionsSessionRecordingStream.js";
import type { SDKOptions } from "../../src/lib/config.js";
import type { RequestOptions } from "../../src/lib/sdks.js";
import { SyllableSDK } from "../../src/sdk/sdk.js";
import type { Result } from "../../src/types/index.js";
import { page, timestamp } from "./server.js";

export const KEY = "key-that-must-not-get-out";
export const TOKEN = "token-that-must-not-get-out";

export interface Called {
  name: string;
  /** What a server answers with when all is well. */
  answer: unknown;
  call(settings: SDKOptions, options?: RequestOptions): Promise<Result<unknown, Error>>;
  method(settings: SDKOptions, options?: RequestOptions): Promise<unknown>;
}

/** Every operation, for tests that hold for each. */
export const operations: Called[] = [
  {
    name: "sessionsList",
    answer: page,
    call: (settings, options) => sessionsList(new SyllableSDKCore(settings), {}, options),
    method: (settings, options) => new SyllableSDK(settings).sessions.list({}, options),
  },
  {
    name: "sessionsGetById",
    answer: { timestamp, session_id: "1" },
    call: (settings, options) =>
      sessionsGetById(new SyllableSDKCore(settings), { sessionId: "1" }, options),
    method: (settings, options) =>
      new SyllableSDK(settings).sessions.getById({ sessionId: "1" }, options),
  },
  {
    name: "sessionsGenerateSessionRecordingUrls",
    answer: { session_id: "1", recordings: [] },
    call: (settings, options) =>
      sessionsGenerateSessionRecordingUrls(
        new SyllableSDKCore(settings),
        { sessionId: "1" },
        options,
      ),
    method: (settings, options) =>
      new SyllableSDK(settings).sessions.generateSessionRecordingUrls({ sessionId: "1" }, options),
  },
  {
    name: "sessionsSessionRecordingStream",
    answer: "bytes",
    call: (settings, options) =>
      sessionsSessionRecordingStream(new SyllableSDKCore(settings), { token: TOKEN }, options),
    method: (settings, options) =>
      new SyllableSDK(settings).sessions.sessionRecordingStream({ token: TOKEN }, options),
  },
];

/** A list on a client for a server. */
export const list = (settings: SDKOptions, options?: RequestOptions) =>
  sessionsList(new SyllableSDKCore({ apiKeyHeader: KEY, ...settings }), {}, options);
