import { hash, randomBytes } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { Log } from "../log.js";
import { ThrottledWrites } from "../scheduling/throttled-writes.js";
import type { ApiKey, KeyStore, Scope } from "../store/port.js";

export const SCOPES: readonly Scope[] = ["read", "write", "admin"];

/** The organisation of a key for which none is named. */
export const DEFAULT_ORGANISATION = "default";

const CACHE_MS = 5_000;
const CACHE_SIZE = 10_000;

/** Keys are random, so their hash can't be reversed by guessing. */
export const hashKey = (key: string): string => hash("sha256", key, "hex");

export const generateKey = (): string => `syl_${randomBytes(24).toString("base64url")}`;

export const allows = (key: ApiKey, scope: Scope): boolean =>
  SCOPES.indexOf(key.scope) >= SCOPES.indexOf(scope);

/**
 * Finds keys by their secrets. Keys are cached for 5 seconds, so a revoked key works for at most that
 * long.
 */
export class Keys {
  /** Keys that were valid when last looked up, by digest. */
  readonly #cache = new LRUCache<string, { key: ApiKey; until: number }>({ max: CACHE_SIZE });

  readonly #uses: ThrottledWrites<number>;

  constructor(
    private readonly store: KeyStore,
    log: Log,
  ) {
    this.#uses = new ThrottledWrites((error) => {
      log.warn({ err: error }, "can't store when an API key was last used");
    });
  }

  /**
   * The key of this secret. A cached key is returned without a promise. `beforeUnknown` is called
   * before the lookup of a key that is not cached; if it rejects, `find` rejects too.
   */
  find(
    secret: string,
    beforeUnknown: () => Promise<void> = async () => undefined,
  ): ApiKey | Promise<ApiKey | undefined> {
    const digest = hashKey(secret);
    const cached = this.#cache.get(digest);
    if (cached && cached.until > Date.now()) return cached.key;
    return this.#lookUp(digest, cached ? undefined : beforeUnknown);
  }

  /** Stores that a key is used now, at most once a minute. Does not wait for the store. */
  recordUse({ id }: ApiKey): void {
    this.#uses.start(id, (now) => this.store.recordUse(id, now));
  }

  async #lookUp(
    digest: string,
    before: (() => Promise<void>) | undefined,
  ): Promise<ApiKey | undefined> {
    await before?.();
    const key = await this.store.find(digest);
    if (!key) {
      this.#cache.delete(digest);
      return undefined;
    }
    this.#cache.set(digest, { key, until: Date.now() + CACHE_MS });
    this.recordUse(key);
    return key;
  }
}

/**
 * Creates the admin key of an empty store, with the given secret or a new one, and returns the secret.
 * Undefined if the store already has a key.
 */
export async function createFirstKey(
  store: KeyStore,
  given: string | undefined,
): Promise<string | undefined> {
  // Reads first: a store that is temporarily read-only can still be read.
  if ((await store.list()).length > 0) return undefined;
  const secret = given ?? generateKey();
  const key = { name: "first key", scope: "admin" } as const;
  return (await store.addFirst(DEFAULT_ORGANISATION, key, hashKey(secret))) ? secret : undefined;
}

/**
 * Creates a key and returns its secret, of which only a hash is stored.
 * @param options the organisation, which is created if it does not exist, the name and the scope of
 *   the key, and its secret, by default a random one
 * @throws if the secret is in use by another key
 * @throws {StoreUnavailable} if the store cannot be written to
 * @example
 * ```ts
 * const options = { organisation: "default", name: "importer", scope: "write" } as const;
 * const { secret } = await createKey(store.keys, options);
 * ```
 */
export async function createKey(
  store: KeyStore,
  options: { organisation: string; name: string; scope: Scope; secret?: string },
): Promise<{ key: ApiKey; secret: string }> {
  const secret = options.secret ?? generateKey();
  const organisation = await store.ensureOrganisation(options.organisation);
  const { name, scope } = options;
  const key = await store.add({ organisation: organisation.id, name, scope }, hashKey(secret));
  return { key, secret };
}
