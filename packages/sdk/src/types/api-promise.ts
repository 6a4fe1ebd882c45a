/** How far a call came on the wire, with what was sent and what was answered last. */
export type APICall =
  | { status: "complete"; request: Request; response: Response }
  | { status: "request-error"; request: Request; response?: undefined }
  | { status: "invalid"; request?: undefined; response?: undefined };

/** The promise of a call: awaiting it gives the result, `$inspect()` the exchange as well. */
export interface APIPromise<T> extends Promise<T> {
  /** The result with the `Request` sent and the `Response` received. Never rejects. */
  $inspect(): Promise<[T, APICall]>;
}

/** Gives a call, which must never reject, its promise. */
export function apiPromise<T>(call: Promise<[T, APICall]>): APIPromise<T> {
  return Object.assign(
    call.then(([result]) => result),
    { $inspect: () => call },
  );
}
