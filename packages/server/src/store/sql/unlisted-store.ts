import type { LabelLists, LabelStore, SessionLists, SessionStore, Store } from "../port.js";

/** A store without its lists, which `withLists` adds. */
export interface UnlistedStore extends Omit<Store, "sessions" | "labels"> {
  readonly sessions: Omit<SessionStore, keyof SessionLists>;
  readonly labels: Omit<LabelStore, keyof LabelLists>;
}
