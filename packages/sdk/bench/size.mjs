/**
 * What the SDK adds to a program: bundled, minified and gzipped, by what is imported. Run after the
 * build; exits with 1 where a budget is passed.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { rolldown } from "rolldown";

const root = fileURLToPath(new URL("..", import.meta.url));
const functions = [
  "sessionsList",
  "sessionsGetById",
  "sessionsGenerateSessionRecordingUrls",
  "sessionsSessionRecordingStream",
];
const importing = (names) =>
  `export { SyllableSDKCore } from "syllable-sdk/core.js";\n${names
    .map((name) => `export { ${name} } from "syllable-sdk/funcs/${name}.js";\n`)
    .join("")}`;

/** What is measured: the program, and its budget in bytes. */
const programs = [
  ["one function and the core", importing(functions.slice(0, 1)), 6_050],
  ["four functions and the core", importing(functions), 6_500],
  ["the SyllableSDK class", `export { SyllableSDK } from "syllable-sdk";`, 11_800],
];

/** Bytes of a program that was bundled and minified, and of that gzipped. */
export async function sizeOf(program) {
  // Inside the package, so that its own name leads to its exports.
  const folder = mkdtempSync(join(root, "node_modules-size-"));
  try {
    const input = join(folder, "program.mjs");
    writeFileSync(input, program);
    const bundle = await rolldown({ input, treeshake: true, tsconfig: false });
    const { output } = await bundle.generate({ format: "esm", minify: true, comments: false });
    await bundle.close();
    const code = output.map((chunk) => chunk.code).join("");
    return { minified: code.length, gzipped: gzipSync(code, { level: 9 }).length, code };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Measures every program. */
export async function sizes() {
  const rows = [];
  for (const [name, program, budget] of programs) {
    const { minified, gzipped } = await sizeOf(program);
    rows.push({ name, minified, gzipped, budget });
  }
  return rows;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const { name, minified, gzipped, budget } of await sizes()) {
    const status = gzipped > budget ? "TOO LARGE" : "ok";
    console.log(`${name}: ${gzipped} bytes of ${budget} (minified ${minified}) ${status}`);
    if (gzipped > budget) process.exitCode = 1;
  }
}
