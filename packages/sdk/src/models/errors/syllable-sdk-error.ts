/** What an error keeps of the exchange that it came from. */
export interface HTTPMeta {
  response: Response;
  request?: Request;
  body: string;
}

/** Base of the errors that an answer of the service led to. */
export class SyllableSDKError extends Error {
  override name = "SyllableSDKError";
  /** The status of the answer, such as 404. */
  declare readonly statusCode: number;
  /** The text of the answer, at most its first 64 KB. */
  declare readonly body: string;
  /** The headers of the answer. */
  declare readonly headers: Headers;
  /** The media type of the answer; empty where it named none. */
  declare readonly contentType: string;
  /** The answer itself; its body has been read. Not enumerable: its URL may hold a token. */
  declare readonly rawResponse: Response;

  constructor(message: string, { response, body }: HTTPMeta) {
    super(message);
    this.statusCode = response.status;
    this.body = body;
    this.headers = response.headers;
    this.contentType = response.headers.get("content-type") ?? "";
    hide(this, "rawResponse", response);
  }
}

/** Sets a property that loggers pass over. */
export function hide(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value });
}
