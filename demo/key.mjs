import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** The demo's key: made once, kept in a file that only its owner can read. */
export async function demoKey(dataDir) {
  const path = join(dataDir, "demo-key");
  try {
    return { key: (await readFile(path, "utf8")).trim(), path };
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
  }
  const key = `syl_${randomBytes(24).toString("base64url")}`;
  await mkdir(dataDir, { recursive: true });
  await writeFile(path, `${key}\n`, { mode: 0o600, flag: "wx" });
  return { key, path };
}
