import { ClientSDK } from "../lib/sdks.js";
import { Sessions } from "./sessions.js";

/** The client: `new SyllableSDK({ apiKeyHeader }).sessions.list({})`. */
export class SyllableSDK extends ClientSDK {
  #sessions: Sessions | undefined;

  /** Agent sessions and their recordings. */
  get sessions(): Sessions {
    this.#sessions ??= new Sessions(this._options);
    return this.#sessions;
  }
}
