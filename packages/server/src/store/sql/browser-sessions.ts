import type { ApiKey, BrowserSession, BrowserSessionStore, TokenRecord } from "../port.js";
import type { Rows, Sql, SqlDatabase } from "./database.js";

const FIND = `SELECT api_keys.id, org_id AS organisation, api_keys.name, scope,
    organisations.name AS "organisationName", started_at AS "startedAt", expires_at AS "expiresAt"
  FROM browser_sessions
    JOIN api_keys ON api_keys.id = key_id
    JOIN organisations ON organisations.id = org_id
  WHERE browser_sessions.hash = ? AND expires_at > ? AND revoked_at IS NULL`;
const DELETE_EXPIRED = "DELETE FROM browser_sessions WHERE expires_at <= ?";
const START = `INSERT INTO browser_sessions (hash, key_id, started_at, expires_at)
  VALUES (?, ?, ?, ?)`;
const EXTEND = "UPDATE browser_sessions SET expires_at = ? WHERE hash = ? AND expires_at < ?";
const END = "DELETE FROM browser_sessions WHERE hash = ?";
const DELETE_EXPIRED_LINKS = "DELETE FROM sign_in_links WHERE expires_at <= ?";
const ADD_LINK = "INSERT INTO sign_in_links (hash, key_id, expires_at) VALUES (?, ?, ?)";
const FIND_LINK = `SELECT key_id FROM sign_in_links JOIN api_keys ON api_keys.id = key_id
  WHERE sign_in_links.hash = ? AND expires_at > ? AND revoked_at IS NULL`;
const DELETE_LINK = "DELETE FROM sign_in_links WHERE hash = ?";

type Row = ApiKey & Omit<BrowserSession, "key">;

export function sqlBrowserSessions(db: SqlDatabase): BrowserSessionStore {
  const start = async (sql: Sql, session: TokenRecord, key: number, now: number) => {
    await sql.run(DELETE_EXPIRED, [now]);
    await sql.run(START, [session.hash, key, now, session.expiresAt]);
  };
  return {
    async find(hash, now) {
      const [row] = await db.objects<Row>(FIND, [hash, now]);
      if (!row) return undefined;
      const { organisationName, startedAt, expiresAt, ...key } = row;
      return { key, organisationName, startedAt, expiresAt };
    },

    start: (session, key, now) =>
      db.transaction(
        (sql) => start(sql, session, key, now),
        () => rowOf(session),
      ),

    startWithLink: (session, linkHash, now) =>
      db.transaction(
        async (sql) => {
          const link = await sql.row<[number]>(FIND_LINK, [linkHash, now]);
          // Concurrent calls wait at the delete, and then find nothing to delete.
          if (!link || (await sql.run(DELETE_LINK, [linkHash])) === 0) return false;
          await start(sql, session, link[0], now);
          return true;
        },
        (isStarted) => (isStarted ? rowOf(session) : undefined),
      ),

    async extend({ hash, expiresAt }) {
      await db.run(EXTEND, [expiresAt, hash, expiresAt]);
    },

    async end(hash) {
      await db.run(END, [hash]);
    },

    addLink: ({ hash, expiresAt }, key, now) =>
      db.transaction(async (sql) => {
        await sql.run(DELETE_EXPIRED_LINKS, [now]);
        await sql.run(ADD_LINK, [hash, key, expiresAt]);
      }),
  };
}

const rowOf = ({ hash }: TokenRecord): Rows => ({
  table: "browser_sessions",
  condition: "hash = ?",
  parameters: [hash],
});
