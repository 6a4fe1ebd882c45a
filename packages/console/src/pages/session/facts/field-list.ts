import type { Session } from "syllable-sdk/models/components";

export interface Field {
  readonly name: string;
  readonly value: string;
}

/** The properties of a session that have a value, with their names in words: `agentId` is `Agent ID`. */
export function fieldsOf(session: Session): Field[] {
  return Object.entries(session).flatMap(([key, value]) => {
    if (value === undefined || value === null || value === "") return [];
    return [{ name: nameOf(key), value: textOf(value) }];
  });
}

function nameOf(key: string): string {
  const words = key
    .replace(/([A-Z])/g, " $1")
    .replaceAll("_", " ")
    .toLowerCase();
  return (words.charAt(0).toUpperCase() + words.slice(1)).replace(/\bs?id\b/, (id) =>
    id.toUpperCase(),
  );
}

function textOf(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  if (typeof value === "boolean") return value ? "Yes" : "No";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** An object with the names of the API: `agentId` becomes `agent_id`. */
export function toWire(value: unknown): unknown {
  if (value instanceof Date || typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(toWire);
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      toWire(item),
    ]),
  );
}
