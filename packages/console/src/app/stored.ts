import { useSyncExternalStore } from "react";

/** A setting of this browser: a text in its local storage, the same in every tab. */
export interface Stored<Value extends string> {
  get(): Value;
  set(value: Value): void;
  subscribe(listener: () => void): () => void;
}

/** @param read returns a valid value for what is stored, or the default */
export function stored<Value extends string>(
  name: string,
  read: (text: string | null) => Value,
): Stored<Value> {
  const key = `syllable.${name}`;
  const listeners = new Set<() => void>();
  addEventListener("storage", (event) => {
    if (event.key === key) for (const listener of listeners) listener();
  });
  return {
    get: () => read(localStorage.getItem(key)),
    set(value) {
      localStorage.setItem(key, value);
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The value of a setting, and a function that changes it. */
export function useStored<Value extends string>(
  setting: Stored<Value>,
): [Value, (value: Value) => void] {
  return [useSyncExternalStore(setting.subscribe, setting.get), setting.set];
}
