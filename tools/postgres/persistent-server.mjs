import { chmod, mkdir, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { readOrCreateSecret } from "../secret-file.mjs";
import { postgresAccount, USER_NAME } from "./account.mjs";
import { findClosedFolder } from "./folders.mjs";
import { startPostgresServer } from "./server.mjs";

/** Permission for everyone to enter a folder without listing it. */
const ENTER = 0o001;

/** Starts a PostgreSQL server that stores its data and its password in this folder. */
export async function startPersistentPostgres(dataDir) {
  const folder = join(dataDir, "postgres");
  try {
    await grantAccess(await postgresAccount(), dataDir);
    const password = await readOrCreateSecret(join(dataDir, "postgres-password"));
    const { url, close } = await startPostgresServer({ folder, password });
    return { url, stop: close };
  } catch (error) {
    throw new Error(`PostgreSQL failed to start with the data folder ${folder}: ${error.message}`);
  }
}

/** Lets the account enter the data folder. Other files in it stay closed to the account. */
async function grantAccess(account, dataDir) {
  const created = await mkdir(dataDir, { recursive: true });
  if (account.uid === undefined) return;
  for (const path of pathsBetween(created ?? dataDir, dataDir)) {
    await chmod(path, (await stat(path)).mode | ENTER);
  }
  const closed = await findClosedFolder(dataDir, account);
  if (closed) {
    throw new Error(
      `root starts it as the user "${USER_NAME}", who cannot enter ${closed}: ` +
        `run \`chmod o+x ${closed}\`, or choose another folder with --data-dir`,
    );
  }
}

/** The folder `last` and its parents up to `first`. */
function pathsBetween(first, last) {
  const paths = [resolve(last)];
  while (paths[0] !== resolve(first)) paths.unshift(dirname(paths[0]));
  return paths;
}
