export type { APICall, APIPromise } from "./api-promise.js";
export { ERR, OK, type Result } from "./result.js";
