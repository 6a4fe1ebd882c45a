import type { ApiKey, KeyListing, KeyStore, Organisation } from "../port.js";
import type { SqlDatabase } from "./database.js";

const FIND = `SELECT id, org_id AS organisation, name, scope FROM api_keys
  WHERE hash = ? AND revoked_at IS NULL`;
const INSERT_ORGANISATION = `INSERT INTO organisations (name, created_at) VALUES (?, ?)
  ON CONFLICT (name) DO NOTHING`;
const FIND_ORGANISATION = "SELECT id, name FROM organisations WHERE name = ?";
const LIST_ORGANISATIONS = "SELECT id, name FROM organisations ORDER BY name";
const ADD = `INSERT INTO api_keys (org_id, name, scope, hash, created_at) VALUES (?, ?, ?, ?, ?)
  RETURNING id`;
const LIST = `SELECT api_keys.id, org_id AS organisation,
    organisations.name AS "organisationName", api_keys.name, scope,
    api_keys.created_at AS "createdAt", last_used_at AS "lastUsedAt", revoked_at AS "revokedAt"
  FROM api_keys JOIN organisations ON organisations.id = org_id`;
const REVOKE = "UPDATE api_keys SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL";
const RECORD_USE = `UPDATE api_keys SET last_used_at = ?
  WHERE id = ? AND (last_used_at IS NULL OR last_used_at <= ?)`;
const MINUTE_MS = 60_000;

const inOrganisation = (organisation: number | undefined): [condition: string, ids: number[]] =>
  organisation === undefined ? ["1 = 1", []] : ["org_id = ?", [organisation]];

export function sqlKeys(db: SqlDatabase): KeyStore {
  return {
    async find(hash) {
      const [key] = await db.objects<ApiKey>(FIND, [hash]);
      return key;
    },

    async ensureOrganisation(name) {
      await db.run(INSERT_ORGANISATION, [name, Date.now()]);
      const [organisation] = await db.objects<Organisation>(FIND_ORGANISATION, [name]);
      return organisation!;
    },

    listOrganisations: () => db.objects<Organisation>(LIST_ORGANISATIONS),

    async add({ organisation, name, scope }, hash) {
      const parameters = [organisation, name, scope, hash, Date.now()];
      // A transaction throws `CommitUnknown` if its connection is lost and it may have been committed.
      const row = await db.transaction((sql) => sql.row<[number]>(ADD, parameters));
      return { id: row![0], organisation, name, scope };
    },

    addFirst(organisation, { name, scope }, hash) {
      return db.transaction(async (sql) => {
        await sql.run(INSERT_ORGANISATION, [organisation, Date.now()]);
        // Concurrent calls wait here until this transaction has ended, and then see its key.
        const lock = `${FIND_ORGANISATION} ${sql.dialect.forUpdate}`;
        const [locked] = await sql.objects<Organisation>(lock, [organisation]);
        if (await sql.row("SELECT 1 FROM api_keys LIMIT 1")) return false;
        await sql.row(ADD, [locked!.id, name, scope, hash, Date.now()]);
        return true;
      });
    },

    list(organisation) {
      const [condition, parameters] = inOrganisation(organisation);
      return db.objects<KeyListing>(`${LIST} WHERE ${condition} ORDER BY api_keys.id`, parameters);
    },

    async revoke(id, organisation) {
      const [condition, parameters] = inOrganisation(organisation);
      const statement = `${REVOKE} AND ${condition}`;
      return db.transaction(
        async (sql) => (await sql.run(statement, [Date.now(), id, ...parameters])) === 1,
      );
    },

    async recordUse(id, at) {
      await db.run(RECORD_USE, [at, id, at - MINUTE_MS]);
    },
  };
}
