/** Which of several hosts a service uses, and what it reports if none accepts writes. */
import { once } from "node:events";
import { createServer } from "node:net";
import { eventually } from "syllable-test-support/eventually";
import { needs } from "syllable-test-support/missing-parts";
import { startPostgresPair } from "syllable-test-support/postgres-pair";
import { startService } from "syllable-test-support/service";
import { putSession } from "syllable-test-support/sessions";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { postgresDatabase } from "../../src/store/postgres/database.js";
import { readErrorResponse } from "./error-response.js";

const pair = (await startPostgresPair())!;
afterAll(() => pair?.remove());

/** An address where no server listens. */
async function closedAddress(): Promise<string> {
  const listener = createServer().listen(0, "127.0.0.1");
  await once(listener, "listening");
  const { port } = listener.address() as { port: number };
  await new Promise((resolve) => listener.close(resolve));
  return `127.0.0.1:${port}`;
}

const startWith = (databaseUrl: string) => startService({ databaseUrl, databaseConnections: 3 });

describe("a service with several hosts", needs(pair), () => {
  let down: string;
  let primary: string;
  let standby: string;
  beforeAll(async () => {
    down = await closedAddress();
    primary = pair.primary.address;
    standby = pair.standby.address;
    await (await startWith(pair.url("postgres", [primary]))).remove();
    await eventually(() => pair.standby.query("SELECT 1 FROM sessions"));
  });

  test.each<[string, () => string[]]>([
    ["the first is down", () => [down, primary]],
    ["the first is a standby", () => [standby, primary]],
    ["only the last accepts writes", () => [standby, down, primary]],
  ])("starts and writes if %s", async (_, hosts) => {
    await using service = await startWith(pair.url("postgres", hosts()));
    expect((await putSession(service, "1")).status).toBeLessThan(300);
    expect((await service.call("/readyz")).status).toBe(200);
    const connected = await pair.primary.query(
      "SELECT count(*)::int > 0 FROM pg_stat_activity WHERE application_name = 'syllable'",
    );
    expect(connected).toEqual([[true]]);
  });

  test("names each host and why it is not used", async () => {
    const otherName = standby.replace("127.0.0.1", "localhost");
    await expect(startWith(pair.url("postgres", [down, standby, otherName]))).rejects.toThrow(
      `can't use the database postgres on ${down}, ${standby}, ${otherName}: none of its 3 hosts accepts writes (${down}: it can't be reached (ECONNREFUSED), ${standby}: it is a standby, ${otherName}: it is a standby); check --database-url, and that one of the servers accepts writes`,
    );
    const url = pair.url("postgres", [down, await closedAddress()]);
    await expect(startWith(`${url}?target_session_attrs=any`)).rejects.toThrow(
      /none of its 2 hosts accepts connections \(.*ECONNREFUSED.*ECONNREFUSED/,
    );
  });

  test("skips a host that does not respond", async () => {
    const silent = createServer().listen(0, "127.0.0.1");
    await once(silent, "listening");
    const { port } = silent.address() as { port: number };
    const address = `127.0.0.1:${port}`;
    await using service = await startWith(pair.url("postgres", [address, primary]));
    expect((await putSession(service, "1")).status).toBeLessThan(300);
    await expect(startWith(pair.url("postgres", [address, standby]))).rejects.toThrow(
      `(${address}: it can't be reached (timeout expired), ${standby}: it is a standby)`,
    );
    silent.close();
  });

  test("reports a wrong password or database like a service with one host", async () => {
    const hosts = [primary, standby];
    const wrong = pair.url("postgres", hosts).replace("not%2Fsecret", "wrong");
    await expect(startWith(wrong)).rejects.toThrow(/: it rejected the user; check the user/);
    await expect(startWith(pair.url("nowhere", hosts))).rejects.toThrow(/database does not exist/);
  });

  test("logs in with a password of special characters", async () => {
    const password = "a,b:c@d/e?f#g %&+é";
    await pair.primary.query(`CREATE ROLE special SUPERUSER LOGIN PASSWORD '${password}'`);
    const find = "SELECT 1 FROM pg_roles WHERE rolname = 'special'";
    await eventually(async () => expect(await pair.standby.query(find)).toHaveLength(1));
    const user = `special:${encodeURIComponent(password)}`;
    await using service = await startWith(`postgres://${user}@${standby},${primary}/postgres`);
    expect((await putSession(service, "1")).status).toBeLessThan(300);
  });

  test("uses a host by target_session_attrs", async () => {
    const one = pair.url("postgres", [standby]);
    await expect(startWith(`${one}?target_session_attrs=read-write`)).rejects.toThrow(
      /: it is a standby; check --database-url/,
    );
    await using reader = await startWith(`${one}?target_session_attrs=any`);
    expect((await reader.call("/api/v1/sessions/")).status).toBe(200);
    expect((await putSession(reader, "1")).status).toBe(503);

    await pair.primary.query("CREATE DATABASE locked");
    await pair.primary.query("ALTER DATABASE locked SET default_transaction_read_only = on");
    const locked = pair.url("locked", [primary, down]);
    await expect(startWith(locked)).rejects.toThrow(`${primary}: it is read-only, ${down}`);
    await expect(startWith(`${locked}?target_session_attrs=primary`)).rejects.toThrow(
      /: it is read-only; make it writable/,
    );
  });

  test("cancels a statement on the host that runs it", async () => {
    const db = postgresDatabase({ url: pair.url("postgres", [standby, primary]), connections: 1 });
    const controller = new AbortController();
    const reason = new Error("aborted");
    const slow = db.snapshot((sql) => sql.row("SELECT pg_sleep(600)"), controller.signal);
    slow.catch(() => undefined);
    const running = () =>
      pair.primary.query(
        "SELECT 1 FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep(600)%' AND state = 'active'",
      );
    await eventually(async () => expect(await running()).toHaveLength(1));
    controller.abort(reason);
    await expect(slow).rejects.toBe(reason);
    expect(await running()).toEqual([]);
    await db.close();
  });

  test("skips a host as soon as it becomes read-only", async () => {
    await using service = await startWith(pair.url("postgres"));
    expect((await putSession(service, "1")).status).toBeLessThan(300);
    await pair.standby.promote();
    await pair.primary.query("ALTER SYSTEM SET default_transaction_read_only = on");
    await pair.primary.query("SELECT pg_reload_conf()");
    await eventually(async () => {
      const setting = await pair.primary.query("SHOW default_transaction_read_only");
      expect(setting).toEqual([["on"]]);
    });
    expect((await putSession(service, "7")).status).toBe(201);
    expect((await service.call("/readyz")).status).toBe(200);
    expect(await pair.standby.query("SELECT 1 FROM sessions WHERE session_id = 7")).toHaveLength(1);

    await pair.standby.stop();
    await pair.primary.stop();
    await eventually(async () => {
      // Clients do not learn the names of the hosts.
      expect(await readErrorResponse(await putSession(service, "8"))).toEqual({
        status: 503,
        retryAfter: "5",
        detail: "the database is unavailable: none of its 2 hosts accepts writes; try again soon",
      });
    });
    await pair.standby.start();
    await eventually(async () => expect((await putSession(service, "8")).status).toBe(201));
  });
});
