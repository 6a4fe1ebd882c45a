import { ClientSDK } from "./lib/sdks.js";

/**
 * A client for the standalone functions: `sessionsList(client, {…})`. It has no methods, so that a
 * bundle contains only the functions that are imported.
 */
export class SyllableSDKCore extends ClientSDK {}
