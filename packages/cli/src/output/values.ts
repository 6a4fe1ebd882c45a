import type { Column, Item } from "./formats.js";

/** The text of a value; empty if there is none. */
export const text = (value: unknown): string => {
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
};

/** A column with the text of a member. */
export const column = (head: string, name: string, more: Partial<Column> = {}): Column => ({
  head,
  value: (item) => text(item[name]),
  ...more,
});

/** A time to the second, in UTC. Its column says so. */
export const utcTime = (value: unknown): string => {
  const date = new Date(text(value));
  if (Number.isNaN(date.getTime())) return text(value);
  return date.toISOString().slice(0, 19).replace("T", " ");
};

export const timeColumn = (name = "timestamp"): Column => ({
  head: "TIME (UTC)",
  value: (item) => utcTime(item[name]),
});

/** Seconds as minutes and seconds, such as 2:05, or with hours, such as 1:02:05. */
export const clock = (value: unknown): string => {
  if (typeof value !== "number") return "";
  const seconds = Math.round(value);
  const parts = [Math.floor((seconds % 3_600) / 60), seconds % 60];
  const hours = Math.floor(seconds / 3_600);
  const [first, ...others] = hours > 0 ? [hours, ...parts] : parts;
  return [String(first), ...others.map((part) => String(part).padStart(2, "0"))].join(":");
};

/** The members of an object as items of their own, for a table with two columns. */
export const membersOf = (item: Item): Item[] =>
  Object.entries(item)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => ({ name, value }));
