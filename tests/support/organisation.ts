import { createKey, openStore, type Scope } from "syllable-server";
import type { TestService } from "./service.js";

let count = 0;

/** Creates a key of an organisation while the service is running. */
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

/** Creates a key with the scope write for a new organisation. */
export const newOrganisation = (service: TestService): Promise<string> =>
  newKey(service, { organisation: `organisation ${++count}` });
