import type { SessionRecordingResponse } from "syllable-sdk/models/components";
import { sdk } from "../../../app/sdk.ts";

/** A link is replaced this long before it expires, in milliseconds. */
const MARGIN_MS = 5_000;

/** The links to the recordings of a session. They expire: a link is requested again when it is needed. */
export class RecordingUrls {
  #links: { byName: ReadonlyMap<string, string>; expires: number } | undefined;

  constructor(readonly sessionId: string) {}

  /** A link that has not expired. */
  async get(name: string): Promise<string> {
    const isExpired = !this.#links || this.#links.expires - MARGIN_MS < Date.now();
    // A recording that was uploaded after the links were requested has none yet.
    if (isExpired || !this.#links?.byName.has(name)) await this.renew();
    const url = this.#links?.byName.get(name);
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
  const byName = new Map((recordings ?? []).map((url) => [nameOf(url), sameOrigin(url)]));
  return { byName, expires };
}

/**
 * The name of the recording that a link leads to. Its token begins with the grant, a JSON array in base64url of which the
 * third item is the name. Positions would not do: there are also links to recordings whose bytes were lost.
 */
function nameOf(url: string): string {
  const token = new URL(url).searchParams.get("token") ?? "";
  const [grant = ""] = token.replaceAll("-", "+").replaceAll("_", "/").split(".");
  const bytes = Uint8Array.from(atob(grant), (character) => character.charCodeAt(0));
  const [, , name] = JSON.parse(new TextDecoder().decode(bytes)) as [number, number, string];
  return name;
}

/** The service that served this page also streams the recording, whatever public URL it is configured with. */
function sameOrigin(url: string): string {
  const { pathname, search } = new URL(url);
  return pathname + search;
}

/** The link to the samples of a recording as a WAV file, which every browser plays. */
export const asWav = (url: string): string => `${url}&as=wav`;
