import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A disk that is soon full; undefined where none can be mounted, the reason printed. */
export async function smallDisk({ megabytes, owner }: { megabytes: number; owner?: string }) {
  const path = await mkdtemp(join(tmpdir(), "syllable-disk-"));
  try {
    const size = `size=${megabytes}m`;
    execFileSync("mount", ["-t", "tmpfs", "-o", size, "tmpfs", path], { stdio: "pipe" });
  } catch {
    await rm(path, { recursive: true });
    console.log("no small disk: it can't be mounted here");
    return undefined;
  }
  if (owner) execFileSync("chown", [owner, path]);
  return {
    path,
    async remove() {
      // SQLite closes a file once the last statement that was prepared over it is collected.
      execFileSync("umount", ["--lazy", path]);
      await rm(path, { recursive: true });
    },
  };
}
