import type Libsql from "libsql";
import { migrations } from "./migrations.js";

type Connection = InstanceType<typeof Libsql>;

/** Brings the database from its version to the newest, a migration a transaction. */
export function migrate(connection: Connection, path: string): void {
  while (versionOf(connection) < migrations.length) {
    connection
      .transaction(() => {
        const version = versionOf(connection);
        const migration = migrations[version];
        if (!migration) return;
        connection.exec(migration);
        connection.exec(`PRAGMA user_version = ${version + 1}`);
      })
      .immediate();
  }
  const version = versionOf(connection);
  if (version > migrations.length) {
    throw new Error(
      `${path} is a database of version ${version}, made by a newer syllable; ` +
        `this one knows versions up to ${migrations.length}: upgrade syllable`,
    );
  }
}

function versionOf(connection: Connection): number {
  const row = connection.prepare("PRAGMA user_version").raw().get([]) as [number];
  return row[0];
}
