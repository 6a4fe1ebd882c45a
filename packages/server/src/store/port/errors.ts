import { UnavailableError } from "../../availability/unavailable.js";

/** A list would take longer than the store allows. A narrower list may succeed. */
export class ListTooLong extends Error {}

/** The database cannot be used. */
export class StoreUnavailable extends UnavailableError {}
