import type { Settings } from "syllable-server";
import { afterAll, describe } from "vitest";
import { duringTests } from "./during-tests.js";
import { needs } from "./missing-parts.js";
import { openPostgres } from "./postgres.js";
import { startService, type TestService } from "./service.js";

/** Declares tests that run with a service on SQLite, and with one on PostgreSQL. */
export async function describeWithEachDatabase(
  title: string,
  tests: (service: TestService) => void,
  settings: Partial<Settings> = {},
): Promise<void> {
  const postgres = await openPostgres();
  afterAll(() => postgres?.remove());
  const postgresUrl = async () => (await postgres!.newDatabase()).url;
  describe(`with SQLite, ${title}`, () => tests(duringTests(() => startService(settings))));
  describe(`with PostgreSQL, ${title}`, needs(postgres), () =>
    tests(duringTests(async () => startService({ ...settings, databaseUrl: await postgresUrl() }))),
  );
}
