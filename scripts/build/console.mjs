/** Builds the web console with Vite. Its assets are named by their content. */
import { join } from "node:path";
import { build } from "vite";
import { replaceFolder } from "./replace-folder.mjs";

/** Builds the `dist` of the console. A service that runs during the build never serves an incomplete file. */
export async function buildConsole(folder) {
  await replaceFolder(folder, "dist", `.dist-${process.pid}`, async (temporaryName) => {
    await build({
      root: folder,
      configFile: join(folder, "vite.config.ts"),
      logLevel: "warn",
      build: { outDir: temporaryName },
    });
  });
}
