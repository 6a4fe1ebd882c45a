import { WriteCheck } from "../../health/write-check.js";
import type { Store } from "../port.js";
import type { SqlStore } from "./store.js";
import { replaceWrites } from "./writes.js";

/** A store whose `ping` also rejects while writes fail. */
export function withWriteCheck({ probe, ...store }: SqlStore): Store {
  const writes = new WriteCheck((bytes) => probe.write(bytes));
  const { probe: _, ...parts } = replaceWrites(
    { ...store, probe },
    (_part, _method, write) =>
      (...parameters) =>
        writes.observe(() => write(...parameters)),
  );
  return {
    ...store,
    ...parts,
    async ping() {
      await store.ping();
      await writes.check();
    },
  };
}
