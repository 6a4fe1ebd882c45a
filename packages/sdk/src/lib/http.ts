export { isAbortError, isConnectionError, isTimeoutError } from "./error-kinds.js";
export {
  matchContentType,
  matchResponse,
  matchStatusCode,
  type StatusCodes,
} from "./match-response.js";

/** A function with the signature of `fetch`. It is always called with a `Request`. */
export type Fetcher = (
  input: Parameters<typeof fetch>[0],
  init?: Parameters<typeof fetch>[1],
) => Promise<Response>;

export type Awaitable<T> = T | Promise<T>;

/** Options of `HTTPClient`. */
export interface HTTPClientOptions {
  /**
   * Sends the requests.
   * @default The global `fetch`, looked up for each request.
   */
  fetcher?: Fetcher | undefined;
}

/** Runs before each request. May return another request to send instead. */
// biome-ignore lint/suspicious/noConfusingVoidType: a hook that returns nothing is the usual one
export type BeforeRequestHook = (request: Request) => Awaitable<Request | void>;
/** Runs when a request fails without a response. */
export type RequestErrorHook = (error: unknown, request: Request) => Awaitable<void>;
/** Runs after each response, whatever its status. Read the body only from a `clone()`. */
export type ResponseHook = (response: Response, request: Request) => Awaitable<void>;

interface Hooks {
  beforeRequest: BeforeRequestHook;
  requestError: RequestErrorHook;
  response: ResponseHook;
}

type HookLists = { [Name in keyof Hooks]: readonly Hooks[Name][] };

/**
 * Sends requests and runs hooks around them, once per attempt of a call. Several clients can share
 * one; add hooks for one client to a `clone()`.
 */
export class HTTPClient {
  readonly #fetcher: Fetcher | undefined;
  #hooks: HookLists = { beforeRequest: [], requestError: [], response: [] };

  constructor(options: HTTPClientOptions = {}) {
    this.#fetcher = options.fetcher;
  }

  /** Sends one request through the hooks. */
  async request(request: Request): Promise<Response> {
    const { beforeRequest, requestError, response: onResponse } = this.#hooks;
    let sent = request;
    for (const hook of beforeRequest) sent = (await hook(sent)) || sent;
    let response: Response;
    try {
      response = await (this.#fetcher ?? fetch)(sent);
    } catch (error) {
      for (const hook of requestError) await hook(error, sent);
      throw error;
    }
    try {
      for (const hook of onResponse) await hook(response, sent);
    } catch (error) {
      response.body?.cancel().catch(() => {});
      throw error;
    }
    return response;
  }

  /**
   * Adds a hook. Hooks run in the order in which they were added, once per attempt.
   * @param name `"beforeRequest"`, `"requestError"` or `"response"`
   * @example
   * ```ts
   * httpClient.addHook("response", ({ status }, { url }) => console.log(status, url));
   * ```
   */
  addHook<Name extends keyof Hooks>(name: Name, hook: Hooks[Name]): this {
    this.#hooks = { ...this.#hooks, [name]: [...this.#hooks[name], hook] };
    return this;
  }

  /** Removes a hook. Does nothing if the hook was not added. */
  removeHook<Name extends keyof Hooks>(name: Name, hook: Hooks[Name]): this {
    const hooks = [...this.#hooks[name]];
    const index = hooks.indexOf(hook);
    if (index >= 0) hooks.splice(index, 1);
    this.#hooks = { ...this.#hooks, [name]: hooks };
    return this;
  }

  /** Copies the client. Hooks added to the copy do not affect the original, nor the reverse. */
  clone(): HTTPClient {
    const copy = new HTTPClient(this.#fetcher && { fetcher: this.#fetcher });
    copy.#hooks = this.#hooks;
    return copy;
  }
}
