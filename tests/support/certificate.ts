import { execFileSync } from "node:child_process";
import { chmodSync } from "node:fs";
import { join } from "node:path";
import { reportMissing } from "./missing-parts.js";
import { tempFolder } from "./temp-folder.js";

/**
 * Creates a self-signed certificate for one host, and its key. The user `owner` can read
 * them. If `openssl` is missing, returns undefined, and `needs` gives the reason.
 */
export function newCertificate(host: string, owner: string) {
  const folder = tempFolder("syllable-tls-");
  const [cert, key] = [join(folder, "cert.pem"), join(folder, "key.pem")];
  const subject = ["-subj", `/CN=${host}`, "-addext", `subjectAltName=DNS:${host}`];
  const files = ["-keyout", key, "-out", cert];
  try {
    const options = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"];
    execFileSync("openssl", [...options, ...subject, ...files], { stdio: "pipe" });
    // PostgreSQL rejects a key that others can read.
    chmodSync(folder, 0o755);
    if (process.getuid?.() === 0) execFileSync("chown", [owner, key]);
    return { cert, key };
  } catch (error) {
    return reportMissing("openssl", error);
  }
}
