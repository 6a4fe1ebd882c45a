/** Generated from the declarations by `npm run generate`. Do not edit. */
import type { KeyScope } from "../keys.js";

/** A new API key. */
export interface CreatedKey {
  /** The key's id. Range: 1 or more. */
  id: number;
  /** The name of the key in lists. */
  name: string;
  /** What the key allows. */
  scope: KeyScope;
  /** When the key was created. */
  createdAt: Date;
  /** When the key was last used, to the minute. Absent if it was never used. */
  lastUsedAt?: Date | null | undefined;
  /** When the key was revoked. Absent if it is valid. */
  revokedAt?: Date | null | undefined;
  /** The key itself. The service stores only its hash. */
  secret: string;
}

/** An API key to create. */
export interface KeyCreate {
  /** The name of the key in lists: 1 to 200 characters. */
  name: string;
  /** What the key allows. */
  scope: KeyScope;
}

/** An API key, without its secret. */
export interface Key {
  /** The key's id. Range: 1 or more. */
  id: number;
  /** The name of the key in lists. */
  name: string;
  /** What the key allows. */
  scope: KeyScope;
}

/**  */
export interface KeyRevokeRequest {
  /** The key's id. Range: 1 or more. */
  id: number;
}

/** The API keys of an organisation. */
export interface ListResponseKey {
  /** The keys, valid and revoked, in the order of their ids. */
  items: ListedKey[];
}

/** An API key in a list. */
export interface ListedKey {
  /** The key's id. Range: 1 or more. */
  id: number;
  /** The name of the key in lists. */
  name: string;
  /** What the key allows. */
  scope: KeyScope;
  /** When the key was created. */
  createdAt: Date;
  /** When the key was last used, to the minute. Absent if it was never used. */
  lastUsedAt?: Date | null | undefined;
  /** When the key was revoked. Absent if it is valid. */
  revokedAt?: Date | null | undefined;
}
