export type { APICall, APIPromise, CallPromise, WithResponse } from "./api-promise.js";
export { ERR, OK, type Result } from "./result.js";
