import { duringTests } from "syllable-test-support/during-tests";
import { type ObjectStore, openObjectStore } from "syllable-test-support/object-store";
import { openPostgres, type PostgresServer } from "syllable-test-support/postgres";
import { Processes } from "syllable-test-support/processes";
import { afterAll } from "vitest";

/** The PostgreSQL server and the object store of a test file. Undefined if one cannot be started. */
export interface Backends {
  readonly server: PostgresServer | undefined;
  readonly store: ObjectStore | undefined;
}

/** Starts PostgreSQL and an object store for all tests of a file. */
export async function openBackends(): Promise<Backends> {
  const server = await openPostgres();
  afterAll(() => server?.remove());
  const store = await openObjectStore();
  afterAll(() => store?.remove());
  return { server, store };
}

/** Several service processes over the same database and bucket, for the tests of a `describe`. */
export const withProcesses = ({ server, store }: Backends): Processes =>
  duringTests(() => Processes.start(server!, store!));
