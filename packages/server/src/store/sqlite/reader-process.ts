/** A child process that reads costly lists, one after another. It can be killed at any time. */
import { runInBackground } from "../../scheduling/background.js";
import { readFrom } from "../sql/lists.js";
import { SqliteDatabase } from "./database.js";
import type { ReaderCall, ReaderReply } from "./readers.js";

const CACHE_KIB = 16 * 1024;

runInBackground();
const read = readFrom(SqliteDatabase.open(process.argv[2]!, { cacheKiB: CACHE_KIB }));

const reply = (message: ReaderReply): void => {
  process.send!(message);
};

process.on("message", async ({ list, organisation, query }: ReaderCall) => {
  try {
    reply({ page: await read(list, organisation, query, undefined) });
  } catch (error) {
    const { message, stack, code } = error as Error & { code?: string };
    reply({ error: { message, stack, code } });
  }
});
process.on("disconnect", () => process.exit());
// Ctrl-C reaches every process. The service ends this one after its last response.
process.on("SIGINT", () => undefined);
process.on("SIGTERM", () => undefined);
