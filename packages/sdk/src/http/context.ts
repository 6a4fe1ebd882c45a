import type { Operation } from "syllable-contract";
import type { ClientSDK, RequestOptions } from "../lib/sdks.js";
import type { Attempt } from "../types/api-promise.js";
import type { Mask, Secrets } from "./redact.js";
import type { Deadline } from "./timeout.js";

/** One call: its arguments, its secrets and its last request and response. */
export interface Context extends Attempt {
  readonly client: ClientSDK;
  readonly operation: Operation;
  readonly reader: Reader;
  readonly options: RequestOptions;
  readonly secrets: Secrets;
  readonly mask: Mask;
  contentType?: string | undefined;
}

/** How the response of an operation is read. */
export interface Reader {
  /** The `Accept` header. */
  readonly accept: string;
  /** Whether a successful response has a type and status that the operation can return. */
  accepts(response: Response): boolean;
  read(response: Response, context: Context, deadline: Deadline): Promise<unknown>;
}
