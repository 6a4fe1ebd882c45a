import pg from "pg";

const CONNECT_LIMIT_MS = 30_000;

/** Runs statements on a node as the superuser, and returns the rows of the last one. */
export async function query(node, database, ...statements) {
  const { PATRONI_SUPERUSER_USERNAME: user, PATRONI_SUPERUSER_PASSWORD: password } = node.variables;
  const [host, port] = node.host.split(":");
  const client = new pg.Client({
    host,
    port: Number(port),
    user,
    password,
    database,
    connectionTimeoutMillis: CONNECT_LIMIT_MS,
  });
  await client.connect();
  try {
    let rows = [];
    for (const text of statements) ({ rows } = await client.query({ text, rowMode: "array" }));
    return rows;
  } finally {
    await client.end();
  }
}

/**
 * Checks that a node has the last acknowledged write of each session, or a later one. Returns the
 * number of its sessions.
 */
export async function checkAcknowledged(node, acknowledged) {
  const rows = await query(node, "syllable", "SELECT session_id::text, duration FROM sessions");
  const stored = new Map(rows);
  const lost = [...acknowledged].filter(([id, write]) => !(stored.get(id) >= write));
  if (lost.length > 0) {
    const [id, write] = lost[0];
    throw new Error(
      `${lost.length} acknowledged sessions are lost or older on ${node.name}, for example ${id}: ` +
        `acknowledged write ${write}, stored write ${stored.get(id)}`,
    );
  }
  return stored.size;
}
