import { requestIdOf } from "./request-id.js";

/** How far a call came on the wire, with what was sent and what was answered last. */
export type APICall =
  | { status: "complete"; request: Request; response: Response }
  | { status: "request-error"; request: Request; response?: undefined }
  | { status: "invalid"; request?: undefined; response?: undefined };

/** What a call gave, with the answer it came in. The body of the answer belongs to the value. */
export interface WithResponse<T, R = Response> {
  value: T;
  /** The last answer; its body has been read, or is the value. */
  response: R;
  /** The id that the service gave the request: the `x-request-id` header of the answer. */
  requestId: string | undefined;
}

/** The promise of a function's call: awaiting it gives the result, its methods the answer too. */
export interface APIPromise<T> extends Promise<T> {
  /** The result with the `Request` sent and the `Response` received. Never rejects. */
  $inspect(): Promise<[T, APICall]>;
  /** The result with the `Response` received, if any, and its request id. Never rejects. */
  withResponse(): Promise<WithResponse<T, Response | undefined>>;
}

/** The promise of a method's call: awaiting it gives the value. */
export interface CallPromise<T> extends Promise<T> {
  /** The value with its `Response` and request id. Rejects as the method does. */
  withResponse(): Promise<WithResponse<T>>;
}

/** What is kept of a call's last attempt. */
export interface Attempt {
  /** Makes the request that was sent, but for its body; throws where none can be made. */
  makeRequest?: () => Request;
  response?: Response | undefined;
}

/** Gives a call, which must never reject, its promise; `last` is filled in as the call goes. */
export function apiPromise<T>(call: Promise<T>, last: Attempt): APIPromise<T> {
  return Object.assign(call, {
    async $inspect(): Promise<[T, APICall]> {
      const value = await call;
      const { makeRequest, response } = last;
      let request: Request | undefined;
      try {
        request = makeRequest?.();
      } catch {}
      const status = response ? "complete" : request ? "request-error" : "invalid";
      return [value, { status, request, response } as APICall];
    },
    async withResponse() {
      const value = await call;
      const { response } = last;
      return { value, response, requestId: requestIdOf(response) };
    },
  });
}
