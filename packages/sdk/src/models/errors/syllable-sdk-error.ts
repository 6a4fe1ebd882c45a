import { requestIdOf } from "../../types/request-id.js";
import { BrandedError, hide } from "./branded-error.js";

/** The response, and its body as text, that an error is about. */
export interface HTTPMeta {
  response: Response;
  request?: Request | undefined;
  body: string;
}

/** Base of the errors about a response of the service. */
export class SyllableSDKError extends BrandedError {
  static override readonly brand: string = "SyllableSDKError";
  /** The status of the response, such as 404. */
  declare readonly statusCode: number;
  /** The body of the response as text, cut to its first 65,536 characters. */
  declare readonly body: string;
  /** The headers of the response. Not enumerable, because they may contain cookies. */
  declare readonly headers: Headers;
  /** The media type of the response; empty if it has none. */
  declare readonly contentType: string;
  /** The id that the service assigned to the request. Its log contains the same id. */
  declare readonly requestId: string | undefined;
  /** The response. Its body has been read. Not enumerable, because its URL may contain a token. */
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
