import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** PostgreSQL refuses to run as root. Root starts it as this user. */
export const USER_NAME = "postgres";

/**
 * The ids to start PostgreSQL with: empty unless this process is root's. The user is created if the
 * machine has none.
 */
export async function postgresAccount() {
  if (process.getuid?.() !== 0) return {};
  const found = await accountIds().catch(() => undefined);
  if (found) return found;
  // Another process may create the user at the same time, so the ids decide.
  const failure = await run("useradd", ["--system", "--user-group", USER_NAME]).then(
    () => undefined,
    (error) => error.stderr?.trim() || error.message,
  );
  return await accountIds().catch(() => {
    const why = failure ? ` (${failure})` : "";
    throw new Error(
      `PostgreSQL does not run as root, and the user "${USER_NAME}" cannot be created${why}: ` +
        "create that user, or run this as another user than root",
    );
  });
}

async function accountIds() {
  const [uid, gid] = await Promise.all(
    ["-u", "-g"].map(async (flag) => Number((await run("id", [flag, USER_NAME])).stdout)),
  );
  return { uid, gid };
}
