import { createKey, openStore, type Scope } from "syllable-server";
import type { TestService } from "./service.js";

let count = 0;

/** A new key of an organisation, made beside the running service. */
export async function newKey(
  { dataDir, databaseUrl }: TestService,
  { organisation = "default", scope = "write" as Scope } = {},
): Promise<string> {
  const store = await openStore({ dataDir, databaseUrl });
  try {
    const name = `key ${++count}`;
    return (await createKey(store.keys, { organisation, name, scope })).secret;
  } finally {
    await store.close();
  }
}

/** A key of scope write of an organisation that nobody else uses. */
export const newOrganisation = (service: TestService): Promise<string> =>
  newKey(service, { organisation: `organisation ${++count}` });
