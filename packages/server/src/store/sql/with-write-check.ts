import { WriteCheck } from "../../availability/write-check.js";
import type { SqlStore } from "./store.js";
import type { UnlistedStore } from "./unlisted-store.js";
import { replaceWrites } from "./writes.js";

/** A store whose `ping` also rejects while writes fail. */
export function withWriteCheck(store: SqlStore): UnlistedStore {
  const writes = new WriteCheck((bytes) => store.probe.write(bytes));
  const { probe: _, ...parts } = replaceWrites(
    store,
    (_part, _method, write) =>
      (...parameters) =>
        writes.observe(() => write(...parameters)),
  );
  return {
    ...parts,
    getSecret: store.getSecret,
    async ping() {
      await store.ping();
      await writes.check();
    },
    close: store.close,
  };
}
