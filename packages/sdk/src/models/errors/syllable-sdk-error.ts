import { requestIdOf } from "../../types/request-id.js";
import { BrandedError, hide } from "./branded-error.js";

/** What an error keeps of the exchange that it came from. */
export interface HTTPMeta {
  response: Response;
  request?: Request;
  body: string;
}

/** Base of the errors that an answer of the service led to. */
export class SyllableSDKError extends BrandedError {
  static override readonly brand: string = "SyllableSDKError";
  /** The status of the answer, such as 404. */
  declare readonly statusCode: number;
  /** The text of the answer, at most its first 64 KB. */
  declare readonly body: string;
  /** The headers of the answer. Not enumerable: they may hold cookies. */
  declare readonly headers: Headers;
  /** The media type of the answer; empty where it named none. */
  declare readonly contentType: string;
  /** The id that the service gave the request, by which its operators find it. */
  declare readonly requestId: string | undefined;
  /** The answer itself; its body has been read. Not enumerable: its URL may hold a token. */
  declare readonly rawResponse: Response;

  constructor(message: string, { response, body }: HTTPMeta) {
    super(message);
    this.statusCode = response.status;
    this.body = body;
    this.contentType = response.headers.get("content-type") ?? "";
    this.requestId = requestIdOf(response);
    hide(this, "headers", response.headers);
    hide(this, "rawResponse", response);
  }
}
