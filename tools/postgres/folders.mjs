import { chmod, mkdtemp, realpath, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { USER_NAME } from "./account.mjs";

const TEMPORARY_FOLDERS = ["/tmp", "/var/tmp"];

/** Returns the topmost parent of this folder that the account cannot enter, if there is one. */
export async function findClosedFolder(folder, account) {
  if (account.uid === undefined) return undefined;
  const paths = [await realpath(folder)];
  while (dirname(paths[0]) !== paths[0]) paths.unshift(dirname(paths[0]));
  for (const path of paths) if (!canEnter(await stat(path), account)) return path;
  return undefined;
}

function canEnter({ mode, uid, gid }, account) {
  if (uid === account.uid) return (mode & 0o100) !== 0;
  if (gid === account.gid) return (mode & 0o010) !== 0;
  return (mode & 0o001) !== 0;
}

/** Creates a temporary folder that the account can enter. */
export async function createTemporaryFolder(account) {
  const parents = account.uid === undefined ? [tmpdir()] : [tmpdir(), ...TEMPORARY_FOLDERS];
  for (const parent of parents) {
    const closed = await findClosedFolder(parent, account).catch(() => parent);
    if (closed) continue;
    const folder = await mkdtemp(join(await realpath(parent), "syllable-postgres-"));
    await chmod(folder, 0o711);
    return folder;
  }
  throw new Error(
    `the user "${USER_NAME}" cannot enter any of ${parents.join(", ")}: ` +
      "set TMPDIR to a folder that this user can enter",
  );
}
