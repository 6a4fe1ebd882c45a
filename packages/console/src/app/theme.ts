import { stored } from "./stored.ts";

export type Theme = "system" | "light" | "dark";

export const THEMES: readonly Theme[] = ["system", "light", "dark"];

/** The theme of the console. `theme-first-paint.js` reads it too. */
export const theme = stored<Theme>("theme", (text) =>
  THEMES.includes(text as Theme) ? (text as Theme) : "system",
);

/** Applies the theme now and whenever it changes. */
export function applyTheme(): void {
  const apply = () => {
    const chosen = theme.get();
    if (chosen === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = chosen;
  };
  apply();
  theme.subscribe(apply);
}

const scheme = matchMedia("(prefers-color-scheme: dark)");

/** Calls a function whenever the colours change, for code that draws on a canvas. */
export function onColoursChange(listener: () => void): () => void {
  const stop = theme.subscribe(listener);
  scheme.addEventListener("change", listener);
  return () => {
    stop();
    scheme.removeEventListener("change", listener);
  };
}
