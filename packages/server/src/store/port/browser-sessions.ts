import type { ApiKey } from "./keys.js";

/** A browser that is signed in with a key. */
export interface BrowserSession {
  readonly key: ApiKey;
  readonly organisationName: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** A browser session or sign-in link to be stored: a hash of its token, and when it expires. */
export interface TokenRecord {
  readonly hash: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/**
 * Sessions of browsers, and the links that start one. Only hashes of their tokens are stored. Both end when
 * their key is revoked. Times are in milliseconds since 1970. Each write is atomic, and durable when its
 * promise resolves.
 */
export interface BrowserSessionStore {
  /** The session with this hash; undefined if it does not exist or has ended. */
  find(hash: string, now: number): Promise<BrowserSession | undefined>;
  /** Stores a session of a key. Deletes the sessions that have expired. */
  start(session: TokenRecord, key: number, now: number): Promise<void>;
  /**
   * Deletes a link and stores a session of its key. Returns false, and stores nothing, if there is no such
   * link or it has ended. Of several concurrent calls, also by other processes, one succeeds.
   */
  startWithLink(session: TokenRecord, linkHash: string, now: number): Promise<boolean>;
  /** Lets a session expire later. Does nothing if it does not exist or expires later already. */
  extend(session: TokenRecord): Promise<void>;
  /** Deletes a session. Does nothing if it does not exist. */
  end(hash: string): Promise<void>;
  /** Stores a link that signs in with a key. Deletes the links that have expired. */
  addLink(link: TokenRecord, key: number, now: number): Promise<void>;
}
