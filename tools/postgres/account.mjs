import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** PostgreSQL does not run as root. Root starts it as this user. */
export const USER_NAME = "postgres";

/**
 * Returns the user and group ids to start PostgreSQL with, or an empty object if this process does
 * not run as root. Creates the user if it does not exist.
 */
export async function postgresAccount() {
  if (process.getuid?.() !== 0) return {};
  const found = await accountIds().catch(() => undefined);
  if (found) return found;
  // Another process may create the user at the same time: then this fails, and the user exists.
  const failure = await run("useradd", ["--system", "--user-group", USER_NAME]).then(
    () => undefined,
    (error) => error.stderr?.trim() || error.message,
  );
  return await accountIds().catch(() => {
    const why = failure ? ` (${failure})` : "";
    throw new Error(
      `PostgreSQL does not run as root, and the user "${USER_NAME}" could not be created${why}: ` +
        "create that user, or run this command as a user other than root",
    );
  });
}

async function accountIds() {
  const [uid, gid] = await Promise.all(
    ["-u", "-g"].map(async (flag) => Number((await run("id", [flag, USER_NAME])).stdout)),
  );
  return { uid, gid };
}
