import { ClientSDK } from "../lib/sdks.js";
import { Ingest } from "./ingest.js";
import { SessionLabels } from "./session-labels.js";
import { Sessions } from "./sessions.js";

/** The client: `new SyllableSDK({ apiKeyHeader }).sessions.list({})`. */
export class SyllableSDK extends ClientSDK {
  #sessions: Sessions | undefined;
  #sessionLabels: SessionLabels | undefined;
  #ingest: Ingest | undefined;

  /** Agent sessions and their recordings. */
  get sessions(): Sessions {
    this.#sessions ??= new Sessions(this._options);
    return this.#sessions;
  }

  /** Ratings of sessions. */
  get sessionLabels(): SessionLabels {
    this.#sessionLabels ??= new SessionLabels(this._options);
    return this.#sessionLabels;
  }

  /** Operations that store data; only the self-hosted service has them. */
  get ingest(): Ingest {
    this.#ingest ??= new Ingest(this._options);
    return this.#ingest;
  }
}
