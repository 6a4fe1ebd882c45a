import type { SqlStore } from "./store.js";

export type WritingPart = "sessions" | "parts" | "labels" | "recordings" | "keys" | "probe";
export type WritingParts = Pick<SqlStore, WritingPart>;

/** The methods of a store that write. */
const WRITES = {
  sessions: ["put", "create", "delete"],
  parts: ["put"],
  labels: ["create"],
  recordings: ["begin", "renew", "commit", "abandon", "forget"],
  keys: ["organisation", "add", "addFirst", "revoke"],
  probe: ["write"],
} as const satisfies { [P in WritingPart]: readonly (keyof SqlStore[P])[] };

type Write = (...parameters: unknown[]) => Promise<unknown>;

/** The parts of a store with each method that writes replaced. */
export function replaceWrites(
  store: WritingParts,
  replace: (part: WritingPart, method: string, write: Write) => Write,
): WritingParts {
  const parts = Object.entries(WRITES).map(([name, methods]) => {
    const part = store[name as WritingPart];
    const writes = part as unknown as Record<string, Write>;
    const replaced = methods.map((method) => [
      method,
      replace(name as WritingPart, method, writes[method]!),
    ]);
    return [name, { ...part, ...Object.fromEntries(replaced) }];
  });
  return Object.fromEntries(parts) as WritingParts;
}
