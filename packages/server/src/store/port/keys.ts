/** What a key allows. `write` includes `read`, and `admin` includes `write`. */
export type Scope = "read" | "write" | "admin";

export interface ApiKey {
  readonly id: number;
  /** The id of the organisation that the key belongs to. */
  readonly organisation: number;
  readonly name: string;
  readonly scope: Scope;
}

export interface Organisation {
  readonly id: number;
  /** Unique. */
  readonly name: string;
}

export interface KeyListing extends ApiKey {
  readonly organisationName: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** Milliseconds since 1970, to the minute; null for a key that was never used. */
  readonly lastUsedAt: number | null;
  /** Milliseconds since 1970, or null for a valid key. */
  readonly revokedAt: number | null;
}

/**
 * Organisations and their API keys. Only a hash of a key is stored. Each write is atomic, and
 * durable when its promise resolves.
 */
export interface KeyStore {
  /** The key with this hash, or undefined if it does not exist or is revoked. */
  find(hash: string): Promise<ApiKey | undefined>;
  /** The organisation with this name. Creates it if it does not exist. */
  ensureOrganisation(name: string): Promise<Organisation>;
  /** All organisations, ordered by name. */
  listOrganisations(): Promise<Organisation[]>;
  /**
   * Adds a key.
   * @throws if the hash is in use
   */
  add(key: Omit<ApiKey, "id">, hash: string): Promise<ApiKey>;
  /**
   * Adds a key if the store has never had one, and creates the organisation with this name if it
   * does not exist. Returns false, and adds nothing, if there is a key already, valid or revoked. Of
   * several concurrent calls, also by other processes, one succeeds.
   */
  addFirst(
    organisation: string,
    key: Pick<ApiKey, "name" | "scope">,
    hash: string,
  ): Promise<boolean>;
  /** All keys of an organisation, or of all of them: valid and revoked, ordered by id. */
  list(organisation?: number): Promise<KeyListing[]>;
  /**
   * Revokes a key. Returns false if it does not exist, is already revoked, or belongs to another
   * organisation than the given one.
   */
  revoke(id: number, organisation?: number): Promise<boolean>;
  /**
   * Stores that a key was used at this time, in milliseconds since 1970. Does nothing if a use within the
   * minute before is stored.
   */
  recordUse(id: number, at: number): Promise<void>;
}
