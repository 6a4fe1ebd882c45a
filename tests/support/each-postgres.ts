import { afterAll, describe } from "vitest";
import { needs } from "./missing-parts.js";
import { openPostgresVersions, type PostgresServer, type PostgresVersion } from "./postgres.js";

/** Declares tests that run with each version of PostgreSQL that `openPostgresVersions` opens. */
export async function describeWithEachPostgres(
  title: string,
  tests: (server: PostgresServer, version: PostgresVersion) => void,
): Promise<void> {
  const versions = await openPostgresVersions();
  afterAll(() => Promise.all(versions.map(({ server }) => server?.remove())));
  for (const version of versions) {
    const { name, server } = version;
    describe(`${title}, ${name}`, needs(server), () => tests(server!, version));
  }
}
