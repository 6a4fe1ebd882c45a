import type { Operation } from "syllable-contract";
import type { ClientSDK, RequestOptions } from "../lib/sdks.js";
import type { Attempt } from "../types/api-promise.js";
import type { Mask, Secrets } from "./redact.js";
import type { Scope } from "./timeout.js";

/** One call: what it was given, what must not get out, and what went over the wire last. */
export interface Context extends Attempt {
  readonly client: ClientSDK;
  readonly operation: Operation;
  readonly reader: Reader;
  readonly options: RequestOptions;
  readonly secrets: Secrets;
  readonly mask: Mask;
  contentType?: string | undefined;
}

/** How an operation's answer is read. */
export interface Reader {
  /** The media type to ask for. */
  readonly accept: string;
  /** Whether a successful answer is one of the operation's. */
  takes(response: Response): boolean;
  read(response: Response, context: Context, scope: Scope): Promise<unknown>;
}
