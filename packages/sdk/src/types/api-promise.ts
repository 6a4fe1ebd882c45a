import { requestIdOf } from "./request-id.js";

/** How far a call got, with its last request and response. */
export type APICall =
  | { status: "complete"; request: Request; response: Response }
  | { status: "request-error"; request: Request; response?: undefined }
  | { status: "invalid"; request?: undefined; response?: undefined };

/** The value of a call with the response it came from. */
export interface WithResponse<T, R = Response> {
  value: T;
  /** The last response. Its body has been read, or is the value. */
  response: R;
  /** The id that the service assigned to the request: the `x-request-id` header of the response. */
  requestId: string | undefined;
}

/** The promise that a function returns. It resolves to the result; its methods add the response. */
export interface APIPromise<T> extends Promise<T> {
  /** The result with the last `Request` and `Response`. Never rejects. */
  $inspect(): Promise<[T, APICall]>;
  /** The result with the last `Response`, if any, and its request id. Never rejects. */
  withResponse(): Promise<WithResponse<T, Response | undefined>>;
}

/** The promise that a method returns. It resolves to the value. */
export interface CallPromise<T> extends Promise<T> {
  /** The value with its `Response` and request id. Rejects with the error of the method. */
  withResponse(): Promise<WithResponse<T>>;
}

/** The last attempt of a call. */
export interface Attempt {
  /** Creates the request that was sent, without its body. Throws if the request is invalid. */
  makeRequest?: () => Request;
  response?: Response | undefined;
}

/** Adds the methods to a promise that never rejects. `last` is updated while the call runs. */
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
