import {
  type CreatedKeyWire,
  type KeyCreateWire,
  keyCreateModel,
  type ListedKeyWire,
  shorten,
  validateJson,
} from "syllable-contract";
import { InvalidInputError, NotFoundError } from "../errors.js";
import { parseSessionId } from "../sessions/session-id.js";
import type { KeyListing, KeyStore } from "../store/port.js";
import { generateKey, hashKey } from "./keys.js";

const MAX_NAME_LENGTH = 200;

/** The keys of an organisation, valid and revoked. */
export async function listKeys(store: KeyStore, organisation: number): Promise<ListedKeyWire[]> {
  return (await store.list(organisation)).map(toJson);
}

/** Creates a key of an organisation from the body of a request. */
export async function createKeyOf(
  store: KeyStore,
  organisation: number,
  body: unknown,
): Promise<CreatedKeyWire> {
  const { name, scope } = readKey(body);
  const secret = generateKey();
  const { id } = await store.add({ organisation, name, scope }, hashKey(secret));
  const listed = (await store.list(organisation)).find((key) => key.id === id)!;
  return { ...toJson(listed), secret };
}

/**
 * Revokes a key of an organisation.
 * @throws NotFoundError if it has no valid key with this id
 */
export async function revokeKey(
  store: KeyStore,
  organisation: number,
  keyId: string,
): Promise<void> {
  const id = parseSessionId(keyId);
  if (id !== undefined && (await store.revoke(id, organisation))) return;
  throw new NotFoundError(
    `key ${JSON.stringify(shorten(keyId, 40))} not found, or it is already revoked`,
  );
}

function readKey(body: unknown): KeyCreateWire {
  const errors = validateJson(keyCreateModel, body, ["body"]);
  if (errors.length > 0) throw new InvalidInputError(errors);
  const key = body as KeyCreateWire;
  const name = key.name.trim();
  if (name === "" || name.length > MAX_NAME_LENGTH) {
    const msg = `must have 1 to ${MAX_NAME_LENGTH} characters`;
    throw InvalidInputError.at(["body", "name"], msg);
  }
  return { name, scope: key.scope };
}

const toJson = (key: KeyListing): ListedKeyWire => ({
  id: key.id,
  name: key.name,
  scope: key.scope,
  created_at: iso(key.createdAt),
  ...(key.lastUsedAt !== null && { last_used_at: iso(key.lastUsedAt) }),
  ...(key.revokedAt !== null && { revoked_at: iso(key.revokedAt) }),
});

const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();
