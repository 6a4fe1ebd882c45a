import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { ADMIN_KEY, type TestService } from "syllable-test-support/service";

export const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
};

/** How long an action may wait. Machines that run all tests at once are slow. */
export const TIMEOUT_MS = 20_000;

/** A page of the console, with everything that went wrong in it. */
export interface ConsolePage extends AsyncDisposable {
  readonly page: Page;
  /** Messages of errors and of violations of the content policy. */
  readonly errors: readonly string[];
  /** The hosts of all requests. */
  readonly hosts: ReadonlySet<string>;
}

export interface Options extends BrowserContextOptions {
  /** The key to sign in with, by default an admin key. With `null`, nobody is signed in. */
  readonly key?: string | null;
}

/** Opens a path of the console in a new browser session. */
export async function openConsole(
  browser: Browser,
  service: Pick<TestService, "url">,
  path: string,
  { key = ADMIN_KEY, ...options }: Options = {},
): Promise<ConsolePage> {
  const context = await browser.newContext({
    baseURL: service.url,
    timezoneId: "America/Los_Angeles",
    locale: "en-US",
    acceptDownloads: true,
    viewport: { width: 1440, height: 900 },
    ...options,
  });
  context.setDefaultTimeout(TIMEOUT_MS);
  if (key !== null) await signIn(context, key);
  const page = await context.newPage();
  const errors: string[] = [];
  const hosts = new Set<string>();
  page.on("pageerror", ({ message }) => errors.push(message));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  page.on("request", (request) => hosts.add(new URL(request.url()).host));
  await page.goto(path);
  return { page, errors, hosts, [Symbol.asyncDispose]: () => context.close() };
}

/** Gives a browser the cookie of a session. */
async function signIn(
  context: Awaited<ReturnType<Browser["newContext"]>>,
  key: string,
): Promise<void> {
  const response = await context.request.post("/api/v1/console/session", {
    data: { api_key: key },
  });
  if (response.status() !== 204) throw new Error(`sign-in: ${response.status()}`);
}

/** The texts of the column of a table, for the rows that are in the document. */
export const columnTexts = (page: Page, columnIndex: number): Promise<string[]> =>
  page.locator(`[role=gridcell][aria-colindex="${columnIndex}"]`).allInnerTexts();
