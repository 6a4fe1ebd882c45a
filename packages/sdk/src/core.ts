import { ClientSDK } from "./lib/sdks.js";

/**
 * A client for the standalone functions: `sessionsList(client, {…})`. It carries options only,
 * so that a bundle holds nothing but the functions that are imported.
 */
export class SyllableSDKCore extends ClientSDK {}
