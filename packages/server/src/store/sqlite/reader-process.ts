/** The process that reads costly lists: it answers one after another, and can be ended at any time. */
import { sqlStore } from "../sql/store.js";
import { SqliteDatabase } from "./database.js";
import type { ReaderCall, ReaderReply } from "./readers.js";

const CACHE_KIB = 32 * 1024;

const { sessions } = sqlStore(SqliteDatabase.open(process.argv[2]!, { cacheKiB: CACHE_KIB }));

const reply = (message: ReaderReply): void => {
  process.send!(message);
};

process.on("message", async ({ organisation, query }: ReaderCall) => {
  try {
    reply({ page: await sessions.list(organisation, query) });
  } catch (error) {
    const { message, stack, code } = error as Error & { code?: string };
    reply({ error: { message, stack, code } });
  }
});
process.on("disconnect", () => process.exit());
// They are for the service, which ends this process once its requests are answered.
process.on("SIGINT", () => undefined);
process.on("SIGTERM", () => undefined);
