import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { listeningUrl } from "../../tools/listening-url.mjs";
import { BackgroundProcess } from "./background-process.mjs";

const MAIN = fileURLToPath(new URL("../../packages/cli/dist/main.js", import.meta.url));

/** Starts a service with this database. */
export async function startService({ folder, databaseUrl, key }) {
  if (!existsSync(MAIN)) throw new Error("the packages are not built: run `npm run build`");
  const args = ["serve", "--port", "0", "--data-dir", join(folder, "service")];
  const background = new BackgroundProcess(process.execPath, [MAIN, ...args], {
    log: join(folder, "service.log"),
    stdout: "pipe",
    env: {
      PATH: process.env.PATH,
      SYLLABLE_DATABASE_URL: databaseUrl,
      SYLLABLE_BOOTSTRAP_KEY: key,
    },
  });
  const url = await listeningUrl(background.child).catch((error) => {
    throw new Error(`the service did not start: ${error.message}`);
  });
  return { url };
}
