import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { reportMissing } from "./missing-parts.js";

/** Mounts a small disk. If that fails, returns undefined, and `needs` gives the reason. */
export async function smallDisk({ megabytes, owner }: { megabytes: number; owner?: string }) {
  const path = await mkdtemp(join(tmpdir(), "syllable-disk-"));
  try {
    const size = `size=${megabytes}m`;
    execFileSync("mount", ["-t", "tmpfs", "-o", size, "tmpfs", path], { stdio: "pipe" });
  } catch (error) {
    await rm(path, { recursive: true });
    const { stderr, message } = error as Error & { stderr?: Buffer };
    return reportMissing("small disk", stderr?.toString().trim() || message);
  }
  if (owner) execFileSync("chown", [owner, path]);
  return {
    path,
    async remove() {
      // SQLite closes a file when its last prepared statement is garbage collected.
      execFileSync("umount", ["--lazy", path]);
      await rm(path, { recursive: true });
    },
  };
}
