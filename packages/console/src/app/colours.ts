import { useEffect, useState } from "react";
import { onColoursChange } from "./theme.ts";

const TOKENS = [
  "--caller",
  "--caller-soft",
  "--agent",
  "--agent-soft",
  "--bg",
  "--text",
  "--text-2",
  "--text-3",
  "--line",
  "--series-1",
  "--series-2",
  "--series-3",
  "--lat-llm",
] as const;
export type Colours = Readonly<Record<(typeof TOKENS)[number], string>>;

function readColours(): Colours {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(TOKENS.map((name) => [name, style.getPropertyValue(name)])) as Record<
    (typeof TOKENS)[number],
    string
  >;
}

/** The colours of the theme, for a canvas. */
export function useColours(): Colours {
  const [colours, setColours] = useState(readColours);
  useEffect(() => onColoursChange(() => setColours(readColours())), []);
  return colours;
}
