import type { Store } from "../../src/store/port.js";

/** The location of a store, such as a file or a database. */
export interface StoreLocation {
  /** Opens the store at this location. It is empty the first time. */
  open(): Promise<Store>;
  /** Removes the location. Every store there must be closed. */
  remove(): Promise<void>;
}
