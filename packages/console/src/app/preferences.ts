import { stored } from "./stored.ts";

export type Zone = "local" | "agent" | "utc";

/** The time zone that times are shown in. A `zone` in the address takes precedence. */
export const zonePreference = stored<Zone>("zone", (text) =>
  text === "agent" || text === "utc" ? text : "local",
);

export type Density = "compact" | "comfortable";

/** The height of table rows. */
export const density = stored<Density>("density", (text) =>
  text === "comfortable" ? text : "compact",
);

/** Whether single keys are shortcuts. WCAG 2.1.4 asks for a switch. */
export const singleKeys = stored<"on" | "off">("single-keys", (text) =>
  text === "off" ? text : "on",
);

/** The email address or name that is stored with labels. Empty: the name of the API key. */
export const reviewer = stored<string>("reviewer", (text) => text ?? "");
