import type { SessionRecordingResponse } from "syllable-sdk/models/components";
import { sdk } from "../../../app/sdk.ts";

/** A link is replaced this long before it expires, in milliseconds. */
const MARGIN_MS = 5_000;

/** The links to the recordings of a session. They expire: a link is requested again when it is needed. */
export class RecordingUrls {
  #links: { urls: readonly string[]; expires: number } | undefined;

  /** The names of the recordings that can be heard, in the order of the list of recordings. */
  names: readonly string[] = [];

  constructor(readonly sessionId: string) {}

  /** A link that has not expired. */
  async get(name: string): Promise<string> {
    if (!this.#links || this.#links.expires - MARGIN_MS < Date.now()) await this.renew();
    const url = this.#links?.urls[this.names.indexOf(name)];
    if (!url) throw new Error(`The service returned no link to ${name}`);
    return url;
  }

  /** Requests new links, even if the present ones have not expired. */
  async renew(): Promise<void> {
    const response = await sdk.sessions.generateSessionRecordingUrls(
      { sessionId: this.sessionId },
      { retries: { strategy: "none" } },
    );
    this.#links = linksOf(response);
  }
}

function linksOf({ recordings, expiration }: SessionRecordingResponse) {
  const expires = expiration ? Date.parse(expiration) : Number.POSITIVE_INFINITY;
  return { urls: (recordings ?? []).map(sameOrigin), expires };
}

/** The service that served this page also streams the recording, whatever public URL it is configured with. */
function sameOrigin(url: string): string {
  const { pathname, search } = new URL(url);
  return pathname + search;
}

/** The link to the samples of a recording as a WAV file, which every browser plays. */
export const asWav = (url: string): string => `${url}&as=wav`;
