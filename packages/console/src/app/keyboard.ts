import { useEffect, useRef } from "react";
import { singleKeys } from "./preferences.ts";

/** A shortcut of the page that is open. */
export interface Shortcut {
  /** The key as `KeyboardEvent.key` has it, such as `j`, `Enter` or `?`. Two keys in a row: `g s`. */
  readonly key: string;
  /** What it does, for the list of keyboard shortcuts. */
  readonly does: string;
  run(event: KeyboardEvent): void;
}

interface Group {
  readonly name: string;
  readonly shortcuts: readonly Shortcut[];
}

/** The groups of shortcuts that are active, the latest last. */
const groups = new Set<{ readonly current: Group }>();

export const activeGroups = (): readonly Group[] => [...groups].map(({ current }) => current);

/** Activates shortcuts while the component is mounted. Those of a component that is mounted later win. */
export function useShortcuts(name: string, shortcuts: readonly Shortcut[]): void {
  const group = useRef<Group>({ name, shortcuts });
  useEffect(() => {
    group.current = { name, shortcuts };
  });
  useEffect(() => {
    groups.add(group);
    return () => {
      groups.delete(group);
    };
  }, []);
}

/** How long the first of two keys waits for the second, in milliseconds. */
const SEQUENCE_MS = 1_000;

let first: { readonly key: string; readonly at: number } | undefined;

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (isTyping(event.target) || document.querySelector("[role=dialog],[role=menu]")) return;
  const { key } = event;
  if (singleKeys.get() === "off" && key.length === 1) return;
  if (usesKey(event.target, key)) return;
  const sequence = first && event.timeStamp - first.at < SEQUENCE_MS ? `${first.key} ${key}` : key;
  first = undefined;
  const all = [...groups].reverse().flatMap(({ current }) => current.shortcuts);
  const matches = (candidate: Shortcut) => candidate.key.toLowerCase() === sequence.toLowerCase();
  const found = all.find(matches);
  if (found) {
    event.preventDefault();
    found.run(event);
  } else if (all.some((candidate) => candidate.key.startsWith(`${key} `))) {
    first = { key, at: event.timeStamp };
  }
}

const CHOSEN = "input[type=radio],input[type=checkbox]";
const SLIDERS = "[role=slider],input[type=range]";
const TEXT_FIELDS = `textarea,select,input:not(${CHOSEN},${SLIDERS})`;

/** Whether the target is a text field, which handles all keys itself. */
const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches(TEXT_FIELDS));

const GROUPS = "[role=grid],[role=radiogroup],[role=tablist]";
const PRESSED = `button,a,summary,[role=button],${CHOSEN},${GROUPS}`;
const MOVED = `${SLIDERS},${CHOSEN},${GROUPS}`;

/** Whether the control that has the focus uses this key itself. */
function usesKey(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  const isPress = key === " " || key === "Enter";
  const isMove = /^(Arrow|Page|Home|End)/.test(key);
  return (
    (isPress && target.closest(PRESSED) !== null) || (isMove && target.closest(MOVED) !== null)
  );
}

export function listenForShortcuts(): void {
  addEventListener("keydown", onKeyDown);
}
