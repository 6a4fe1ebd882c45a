import { chmod, mkdtemp, realpath, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { USER_NAME } from "./account.mjs";

const TEMPORARY = ["/tmp", "/var/tmp"];

/** The topmost folder on the way into this one that the account may not enter, if there is one. */
export async function closedFolder(folder, account) {
  if (account.uid === undefined) return undefined;
  const way = [await realpath(folder)];
  while (dirname(way[0]) !== way[0]) way.unshift(dirname(way[0]));
  for (const path of way) if (!mayEnter(await stat(path), account)) return path;
  return undefined;
}

function mayEnter({ mode, uid, gid }, account) {
  if (uid === account.uid) return (mode & 0o100) !== 0;
  if (gid === account.gid) return (mode & 0o010) !== 0;
  return (mode & 0o001) !== 0;
}

/** A new temporary folder that the account may enter. */
export async function temporaryFolder(account) {
  const places = account.uid === undefined ? [tmpdir()] : [tmpdir(), ...TEMPORARY];
  for (const place of places) {
    const closed = await closedFolder(place, account).catch(() => place);
    if (closed) continue;
    const folder = await mkdtemp(join(await realpath(place), "syllable-postgres-"));
    await chmod(folder, 0o711);
    return folder;
  }
  throw new Error(
    `the user "${USER_NAME}" may not enter any of ${places.join(", ")}: ` +
      "set TMPDIR to a folder that this user may enter",
  );
}
