import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { reportMissing } from "./missing-parts.js";

/** A disk that is soon full. If none can be mounted, it is undefined, and `needs` reports why. */
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
      // SQLite closes a file once the last statement that was prepared over it is collected.
      execFileSync("umount", ["--lazy", path]);
      await rm(path, { recursive: true });
    },
  };
}
