import { chmod, mkdir, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { readOrCreateSecret } from "../secret-file.mjs";
import { postgresAccount, USER_NAME } from "./account.mjs";
import { closedFolder } from "./folders.mjs";
import { startPostgresServer } from "./server.mjs";

/** Everyone may pass through the folder, without listing it. */
const PASS_THROUGH = 0o001;

/** Starts a PostgreSQL server whose data is in a folder of this one. */
export async function startPersistentPostgres(dataDir) {
  const folder = join(dataDir, "postgres");
  try {
    await openTo(await postgresAccount(), dataDir);
    const password = await readOrCreateSecret(join(dataDir, "postgres-password"));
    const { url, close } = await startPostgresServer({ folder, password });
    return { url, stop: close };
  } catch (error) {
    throw new Error(`PostgreSQL cannot start over ${folder}: ${error.message}`);
  }
}

/** Lets the account reach its folder in this one. What lies beside it stays closed. */
async function openTo(account, dataDir) {
  const created = await mkdir(dataDir, { recursive: true });
  if (account.uid === undefined) return;
  for (const path of pathsBetween(created ?? dataDir, dataDir)) {
    await chmod(path, (await stat(path)).mode | PASS_THROUGH);
  }
  const closed = await closedFolder(dataDir, account);
  if (closed) {
    throw new Error(
      `root runs it as the user "${USER_NAME}", who may not enter ${closed}: ` +
        `run \`chmod o+x ${closed}\`, or name another folder with --data-dir`,
    );
  }
}

/** A folder and those above it, up to the first one. */
function pathsBetween(first, last) {
  const paths = [resolve(last)];
  while (paths[0] !== resolve(first)) paths.unshift(dirname(paths[0]));
  return paths;
}
