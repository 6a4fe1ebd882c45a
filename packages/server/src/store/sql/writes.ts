import type { SqlStore } from "./store.js";

/** The members of a store that are groups of methods, such as `sessions`. */
export type StorePart = {
  [P in keyof SqlStore]: SqlStore[P] extends (...parameters: never[]) => unknown ? never : P;
}[keyof SqlStore];

export type StoreParts = Pick<SqlStore, StorePart>;

/** Whether each method of a store reads or writes. A method that is missing here does not compile. */
const ACCESS: { readonly [P in StorePart]: Readonly<Record<keyof SqlStore[P], "read" | "write">> } =
  {
    sessions: {
      getMany: "read",
      get: "read",
      has: "read",
      put: "write",
      putMatching: "write",
      putOne: "write",
      create: "write",
      delete: "write",
    },
    parts: { sizes: "read", get: "read", put: "write" },
    labels: { getMany: "read", get: "read", create: "write" },
    recordings: {
      begin: "write",
      renew: "write",
      commit: "write",
      remove: "write",
      update: "write",
      find: "read",
      count: "read",
      list: "read",
      usage: "read",
      expireLeases: "write",
      listPendingDeletes: "read",
      delete: "write",
    },
    analyses: {
      claim: "write",
      renew: "write",
      finish: "write",
      release: "write",
      request: "write",
      countPending: "read",
      list: "read",
      find: "read",
    },
    examinations: { claim: "write", finish: "write", release: "write" },
    keys: {
      find: "read",
      ensureOrganisation: "write",
      listOrganisations: "read",
      add: "write",
      addFirst: "write",
      list: "read",
      revoke: "write",
      recordUse: "write",
    },
    browserSessions: {
      find: "read",
      start: "write",
      startWithLink: "write",
      extend: "write",
      end: "write",
      addLink: "write",
    },
    probe: { write: "write" },
  };

type Method = (...parameters: unknown[]) => Promise<unknown>;

/** The parts of a store with each method that writes replaced. */
export function replaceWrites(
  store: StoreParts,
  replace: (part: StorePart, method: string, write: Method) => Method,
): StoreParts {
  const replaceIn = (part: StorePart) => {
    const methods = Object.entries(store[part]) as [string, Method][];
    const access: Readonly<Record<string, "read" | "write">> = ACCESS[part];
    return methods.map(([name, method]) => [
      name,
      access[name] === "write" ? replace(part, name, method) : method,
    ]);
  };
  const parts = Object.keys(ACCESS) as StorePart[];
  return Object.fromEntries(
    parts.map((part) => [part, Object.fromEntries(replaceIn(part))]),
  ) as unknown as StoreParts;
}
