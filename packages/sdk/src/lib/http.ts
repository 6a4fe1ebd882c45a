/** A function with the signature of `fetch`. It is always called with a `Request`. */
export type Fetcher = (
  input: Parameters<typeof fetch>[0],
  init?: Parameters<typeof fetch>[1],
) => Promise<Response>;

export type Awaitable<T> = T | Promise<T>;

/** Options of `HTTPClient`. */
export interface HTTPClientOptions {
  /** What sends the requests. Default: the global `fetch`, looked up at each request. */
  fetcher?: Fetcher;
}

/** Runs before each request; may answer with another request to send instead. */
// biome-ignore lint/suspicious/noConfusingVoidType: a hook that returns nothing is the usual one
export type BeforeRequestHook = (request: Request) => Awaitable<Request | void>;
/** Runs when no answer came. */
export type RequestErrorHook = (error: unknown, request: Request) => Awaitable<void>;
/** Runs on each answer, whatever its status. Read a body only from a `clone()`. */
export type ResponseHook = (response: Response, request: Request) => Awaitable<void>;

interface Hooks {
  beforeRequest: BeforeRequestHook;
  requestError: RequestErrorHook;
  response: ResponseHook;
}

type HookLists = { [Name in keyof Hooks]: readonly Hooks[Name][] };

/**
 * Sends requests, with hooks around each: every attempt of a call passes through here. Share one
 * between clients, or `clone()` it to give one of them more hooks.
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
   * Adds a hook; hooks run in the order in which they were added, once for each attempt.
   * @param name `"beforeRequest"`, `"requestError"` or `"response"`
   */
  addHook<Name extends keyof Hooks>(name: Name, hook: Hooks[Name]): this {
    this.#hooks = { ...this.#hooks, [name]: [...this.#hooks[name], hook] };
    return this;
  }

  /** Removes a hook that was added; one that was not is passed over. */
  removeHook<Name extends keyof Hooks>(name: Name, hook: Hooks[Name]): this {
    const kept = [...this.#hooks[name]];
    const index = kept.indexOf(hook);
    if (index >= 0) kept.splice(index, 1);
    this.#hooks = { ...this.#hooks, [name]: kept };
    return this;
  }

  /** Makes another client with the same fetcher and hooks, which then go their own ways. */
  clone(): HTTPClient {
    const copy = new HTTPClient(this.#fetcher && { fetcher: this.#fetcher });
    copy.#hooks = this.#hooks;
    return copy;
  }
}
