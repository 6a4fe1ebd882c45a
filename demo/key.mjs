import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** A secret: made once, kept in a file that only its owner can read. */
export async function keptSecret(path) {
  try {
    return (await readFile(path, "utf8")).trim();
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
  }
  const secret = `syl_${randomBytes(24).toString("base64url")}`;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${secret}\n`, { mode: 0o600, flag: "wx" });
  return secret;
}

/** The demo's key, and where it is kept. */
export async function demoKey(dataDir) {
  const path = join(dataDir, "demo-key");
  return { key: await keptSecret(path), path };
}
