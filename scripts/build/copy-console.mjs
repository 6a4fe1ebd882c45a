import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";

/** Fonts and images are compressed already. The service does not send its page compressed. */
const COMPRESSIBLE = /\.(?:js|css|svg|json)$/;

/** Each coding with the extension by which the service finds its files. */
const CODINGS = { ".br": brotliCompressSync, ".gz": (bytes) => gzipSync(bytes, { level: 9 }) };

/**
 * Copies the build of the console without its source maps, and adds compressed copies of its files. Does
 * nothing if the console is not built.
 */
export function copyConsole(from, to) {
  if (!existsSync(from)) return;
  cpSync(from, to, { recursive: true, filter: (path) => !path.endsWith(".map") });
  for (const name of readdirSync(to, { recursive: true, encoding: "utf8" })) {
    if (COMPRESSIBLE.test(name)) compress(join(to, name));
  }
}

function compress(path) {
  const bytes = readFileSync(path);
  for (const [extension, encode] of Object.entries(CODINGS)) {
    const compressed = encode(bytes);
    if (compressed.length < bytes.length) writeFileSync(path + extension, compressed);
  }
}
