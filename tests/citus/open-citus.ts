import type { CitusCluster } from "syllable-test-support/citus";
import { reportMissing } from "syllable-test-support/missing-parts";
import { openPostgres, type PostgresServer } from "syllable-test-support/postgres";

export type CitusServer = PostgresServer & { readonly citus: CitusCluster };

/** The coordinator of the Citus cluster at SYLLABLE_TEST_DATABASE_URL, if that is one. */
export async function openCitus(): Promise<CitusServer | undefined> {
  const url = process.env.SYLLABLE_TEST_DATABASE_URL;
  const server = url ? await openPostgres() : undefined;
  if (server?.citus) return server as CitusServer;
  return reportMissing("Citus", "SYLLABLE_TEST_DATABASE_URL is not the URL of a coordinator");
}

/** A database of the cluster that is removed at the end of its block. */
export async function newDatabase(server: CitusServer) {
  const database = await server.newDatabase();
  return { ...database, [Symbol.asyncDispose]: database.remove };
}
