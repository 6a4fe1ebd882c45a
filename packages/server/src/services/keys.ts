import { hash, randomBytes } from "node:crypto";
import type { ApiKey, KeyStore, Scope } from "../store/port.js";

export const SCOPES: readonly Scope[] = ["read", "write", "admin"];

/** The organisation of whoever does not name one. */
export const DEFAULT_ORGANISATION = "default";

const CACHE_MS = 5_000;
const CACHE_SIZE = 10_000;

/** Keys are random, so that a plain hash can't be reversed by guessing. */
export const hashKey = (key: string): string => hash("sha256", key, "hex");

export const newKey = (): string => `syl_${randomBytes(24).toString("base64url")}`;

export const allows = (key: ApiKey, scope: Scope): boolean =>
  SCOPES.indexOf(key.scope) >= SCOPES.indexOf(scope);

/** Who a key is. A known key is remembered for 5 seconds, so a revoked one is refused after that. */
export class Keys {
  readonly #known = new Map<string, { key: ApiKey; until: number }>();

  constructor(private readonly store: KeyStore) {}

  async find(secret: string): Promise<ApiKey | undefined> {
    const digest = hashKey(secret);
    const known = this.#known.get(digest);
    if (known && known.until > Date.now()) return known.key;
    this.#known.delete(digest);
    const key = await this.store.find(digest);
    if (key) {
      if (this.#known.size >= CACHE_SIZE) this.#known.clear();
      this.#known.set(digest, { key, until: Date.now() + CACHE_MS });
    }
    return key;
  }
}

/** Makes the admin key of an empty store: the one given, or a new one. Undefined of any other. */
export async function createFirstKey(
  store: KeyStore,
  given: string | undefined,
): Promise<string | undefined> {
  // Asked before it is written, as a store that is read-only for a while can be read.
  if ((await store.list()).length > 0) return undefined;
  const secret = given ?? newKey();
  const key = { name: "first key", scope: "admin" } as const;
  return (await store.addFirst(DEFAULT_ORGANISATION, key, hashKey(secret))) ? secret : undefined;
}

/** Makes a key and returns it: the only time that it is known. */
export async function createKey(
  store: KeyStore,
  options: { organisation: string; name: string; scope: Scope; secret?: string },
): Promise<{ key: ApiKey; secret: string }> {
  const secret = options.secret ?? newKey();
  const organisation = await store.organisation(options.organisation);
  const { name, scope } = options;
  const key = await store.add({ organisation: organisation.id, name, scope }, hashKey(secret));
  return { key, secret };
}
