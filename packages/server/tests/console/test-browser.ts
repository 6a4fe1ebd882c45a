import { ADMIN_KEY, type TestService } from "syllable-test-support/service";

const SESSION = "/api/v1/console/session";
const SAME_ORIGIN = { "sec-fetch-site": "same-origin" };

/** A browser with a page of the service: it keeps the cookie of its session, and sends it. */
export class TestBrowser {
  /** The cookie of the session, as the service set it last: `name=value` and its attributes. */
  setCookie: string | undefined;

  constructor(private readonly service: Pick<TestService, "url">) {}

  /** A browser that is signed in with a key. */
  static async signedIn(
    service: Pick<TestService, "url">,
    apiKey: string = ADMIN_KEY,
  ): Promise<TestBrowser> {
    const browser = new TestBrowser(service);
    const response = await browser.signIn({ api_key: apiKey });
    if (response.status !== 204) throw new Error(`${response.status} ${await response.text()}`);
    return browser;
  }

  /** The cookie as the browser sends it. */
  get cookie(): string | undefined {
    const pair = this.setCookie?.split(";")[0];
    return pair?.endsWith("=") ? undefined : pair;
  }

  /** Sends a request. The headers of `init` take precedence. */
  async call(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { ...SAME_ORIGIN, ...(this.cookie && { cookie: this.cookie }) };
    const response = await fetch(this.service.url + path, {
      ...init,
      headers: { ...headers, ...init.headers },
    });
    this.setCookie = response.headers.getSetCookie()[0] ?? this.setCookie;
    return response;
  }

  signIn(body: object | null, init: RequestInit = {}): Promise<Response> {
    return this.call(SESSION, { ...init, method: "POST", body: JSON.stringify(body) });
  }

  signOut(): Promise<Response> {
    return this.call(SESSION, { method: "DELETE" });
  }

  session(): Promise<Response> {
    return this.call(SESSION);
  }

  async statusOf(path: string, init: RequestInit = {}): Promise<number> {
    const response = await this.call(path, init);
    await response.text();
    return response.status;
  }
}
