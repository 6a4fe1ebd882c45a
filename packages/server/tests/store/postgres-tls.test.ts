/** Each connection checks the certificate of its own host. */

import { newCertificate } from "syllable-test-support/certificate";
import { needs } from "syllable-test-support/missing-parts";
import { startPostgres } from "syllable-test-support/postgres";
import { startService } from "syllable-test-support/service";
import { putSession } from "syllable-test-support/sessions";
import { afterAll, expect, test } from "vitest";

const certificate = newCertificate("localhost", "postgres");
const server = certificate
  ? await startPostgres([
      "ssl=on",
      `ssl_cert_file=${certificate.cert}`,
      `ssl_key_file=${certificate.key}`,
    ])
  : undefined;
afterAll(() => server?.remove());

test(
  "a host with a certificate for another name is skipped",
  needs(certificate, server),
  async () => {
    const database = await server!.newDatabase();
    const { host, port } = new URL(database.url);
    const urlWith = (hosts: string) =>
      `${database.url.replace(host, hosts)}?sslmode=verify-full&sslrootcert=${certificate!.cert}`;
    await using service = await startService({ databaseUrl: urlWith(`${host},localhost:${port}`) });
    expect((await putSession(service, "1")).status).toBe(201);
    const connections = "SELECT ssl FROM pg_stat_activity JOIN pg_stat_ssl USING (pid)";
    const encrypted = await database.query(`${connections} WHERE application_name = 'syllable'`);
    expect(new Set(encrypted.flat())).toEqual(new Set([true]));
    await expect(startService({ databaseUrl: urlWith(`${host},${host}`) })).rejects.toThrow(
      /none of its 2 hosts accepts writes \(.*ERR_TLS_CERT_ALTNAME_INVALID.*ERR_TLS_CERT_ALTNAME_INVALID/,
    );
  },
);
