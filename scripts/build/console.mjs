/** Builds the web console with Vite. Its assets are named by their content. */
import { join } from "node:path";
import { build } from "vite";
import { replaceFolder } from "./replace-folder.mjs";

/** Builds the `dist` of the console. A service that runs during the build never serves an incomplete file. */
export async function buildConsole(folder) {
  // Vitest, which builds before the first test, sets it to `test`. React then has its development build.
  const { NODE_ENV } = process.env;
  process.env.NODE_ENV = "production";
  await replaceFolder(folder, "dist", `.dist-${process.pid}`, async (temporaryName) => {
    await build({
      root: folder,
      configFile: join(folder, "vite.config.ts"),
      logLevel: "warn",
      build: { outDir: temporaryName },
    });
  });
  if (NODE_ENV === undefined) delete process.env.NODE_ENV;
  else process.env.NODE_ENV = NODE_ENV;
}
