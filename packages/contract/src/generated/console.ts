/** Generated from the declarations by `npm run generate`. Do not edit. */
import type { Key } from "./keys.js";

/** The session of a browser that is signed in. */
export interface BrowserSession {
  /** The name of the organisation. */
  organisation: string;
  /** The key that the browser signed in with. */
  key: Key;
  /** The version of the service. */
  version: string;
  /** When the session expires unless the browser sends requests. */
  expiresAt: Date;
}

/** A link that signs a browser in once. */
export interface SignInLink {
  /** The token of the link. The link is `/sign-in#link=` and the token. */
  link: string;
  /** When the link expires. */
  expiresAt: Date;
}

/** What a browser signs in with: an API key or the token of a sign-in link. */
export interface SignIn {
  /** An API key. */
  apiKey?: string | null | undefined;
  /** The token of a sign-in link: what follows `/sign-in#link=` in it. */
  link?: string | null | undefined;
}
