import { randomBytes } from "node:crypto";
import { LRUCache } from "lru-cache";
import { InvalidCredentialError } from "../errors.js";
import { hashKey, type Keys } from "../keys/keys.js";
import type { Log } from "../log.js";
import { ThrottledWrites } from "../scheduling/throttled-writes.js";
import type { ApiKey, BrowserSession, BrowserSessionStore, TokenRecord } from "../store/port.js";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** How long a session lasts without requests. */
const IDLE_MS = 8 * HOUR_MS;
/** How long a session lasts at most. */
export const MAX_AGE_MS = 7 * 24 * HOUR_MS;
/** How long a sign-in link is valid. */
const LINK_MS = 10 * MINUTE_MS;

const CACHE_MS = 5_000;
const CACHE_SIZE = 10_000;

/** Tokens are random, so their hash can't be reversed by guessing. */
const newToken = (): string => randomBytes(32).toString("base64url");

/**
 * Sessions of browsers that are signed in with an API key. Like keys, they are cached for 5 seconds: a session that
 * another process has ended, or whose key was revoked, works for at most 5 more seconds.
 */
export class BrowserSessions {
  /** Sessions that were valid when last looked up, by the hash of their token. */
  readonly #cache = new LRUCache<string, { session: BrowserSession; until: number }>({
    max: CACHE_SIZE,
  });
  readonly #extensions: ThrottledWrites<string>;

  constructor(
    private readonly store: BrowserSessionStore,
    private readonly keys: Keys,
    log: Log,
  ) {
    this.#extensions = new ThrottledWrites((error) => {
      log.warn({ err: error }, "can't extend a browser session");
    });
  }

  /** Starts a session of a key, and returns its token. */
  async start(key: ApiKey): Promise<string> {
    const [token, session, now] = newSession();
    await this.store.start(session, key.id, now);
    return token;
  }

  /**
   * Starts a session of the key of a link, and returns its token. A link works once.
   * @throws InvalidCredentialError if the link does not work
   */
  async startWithLink(link: string): Promise<string> {
    const [token, session, now] = newSession();
    if (await this.store.startWithLink(session, hashKey(link), now)) return token;
    throw new InvalidCredentialError(
      "sign-in link",
      "this sign-in link was used or has expired; sign in with an API key",
    );
  }

  /** Creates a link that signs a browser in with a key. */
  async createLink(key: ApiKey): Promise<{ token: string; expiresAt: number }> {
    const token = newToken();
    const now = Date.now();
    const expiresAt = now + LINK_MS;
    await this.store.addLink({ hash: hashKey(token), expiresAt }, key.id, now);
    return { token, expiresAt };
  }

  /**
   * The session with this token. A cached session is returned without a promise. `beforeUnknown` is called
   * before the lookup of a session that is not cached; if it rejects, `find` rejects too.
   */
  find(
    token: string,
    beforeUnknown: () => Promise<void>,
  ): BrowserSession | Promise<BrowserSession | undefined> {
    const hash = hashKey(token);
    const cached = this.#cache.get(hash);
    if (cached && cached.until > Date.now()) return cached.session;
    return this.#lookUp(hash, cached ? undefined : beforeUnknown);
  }

  /** Ends the session with this token. */
  async end(token: string): Promise<void> {
    const hash = hashKey(token);
    await this.store.end(hash);
    this.#cache.delete(hash);
  }

  async #lookUp(
    hash: string,
    before: (() => Promise<void>) | undefined,
  ): Promise<BrowserSession | undefined> {
    await before?.();
    const now = Date.now();
    const session = await this.store.find(hash, now);
    if (!session) {
      this.#cache.delete(hash);
      return undefined;
    }
    this.#cache.set(hash, { session, until: Math.min(now + CACHE_MS, session.expiresAt) });
    this.keys.recordUse(session.key);
    const expiresAt = Math.min(now + IDLE_MS, session.startedAt + MAX_AGE_MS);
    if (expiresAt - session.expiresAt >= MINUTE_MS) {
      this.#extensions.start(hash, () => this.store.extend({ hash, expiresAt }));
    }
    return session;
  }
}

function newSession(): [token: string, session: TokenRecord, now: number] {
  const token = newToken();
  const now = Date.now();
  return [token, { hash: hashKey(token), expiresAt: now + IDLE_MS }, now];
}
