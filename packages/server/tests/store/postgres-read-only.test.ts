/** Connections that became read-only are replaced, also while they are used for reads. */
import { eventually } from "syllable-test-support/eventually";
import { needs } from "syllable-test-support/missing-parts";
import { openPostgres } from "syllable-test-support/postgres";
import { startService } from "syllable-test-support/service";
import { putSession } from "syllable-test-support/sessions";
import { afterAll, expect, test } from "vitest";

const server = await openPostgres();
afterAll(() => server?.remove());

test(
  "writes again at once after a read-only period, under steady reads",
  needs(server),
  async () => {
    const database = await server!.newDatabase();
    const maintenance = await server!.newDatabase();
    await using service = await startService({ databaseUrl: database.url });
    await putSession(service, "1");
    const name = new URL(database.url).pathname.slice(1);
    const setReadOnly = (on: boolean) =>
      maintenance.query(`ALTER DATABASE ${name} SET default_transaction_read_only = ${on}`);
    const connections = async () =>
      (await maintenance.query(
        `SELECT pid FROM pg_stat_activity WHERE datname = '${name}' AND application_name = 'syllable'`,
      )) as [number][];

    // As after a failover: the connections are to a server that is now read-only.
    await setReadOnly(true);
    for (const [pid] of await connections()) {
      await maintenance.query(`SELECT pg_terminate_backend(${pid})`);
    }
    const list = "/api/v1/sessions/?search_fields=source&search_field_values=5&order_by=duration";
    let reading = true;
    const read = async () => {
      while (reading) {
        for (const path of ["/api/v1/sessions/1", list]) await (await service.call(path)).text();
      }
    };
    const reads = [read(), read(), read(), read()];
    await eventually(async () => expect((await putSession(service, "2")).status).toBe(503));
    expect((await service.call("/readyz")).status).toBe(503);
    const readOnly = (await connections()).map(([pid]) => pid);
    expect(readOnly.length).toBeGreaterThan(1);
    await setReadOnly(false);
    expect((await service.call("/readyz")).status).toBe(200);
    for (let id = 3; id < 20; id++) {
      expect((await putSession(service, String(id))).status).toBe(201);
    }
    await eventually(async () => {
      const now = (await connections()).map(([pid]) => pid);
      expect(now.filter((pid) => readOnly.includes(pid))).toEqual([]);
    });
    reading = false;
    await Promise.all(reads);
    await maintenance.remove();
  },
);
