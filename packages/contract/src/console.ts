/** Signing in to the console. Only the console uses these operations; the SDK does not have them. */
import { keyModel } from "./keys.js";
import { operation } from "./operation.js";
import { dateTime, described, model, optional, string, type Wire } from "./schema.js";

const noParameters = model("NoParameters", {});

export const signInModel = described(
  "What a browser signs in with: an API key or the token of a sign-in link.",
  model("SignIn", {
    apiKey: described("An API key.", optional(string)),
    link: described(
      "The token of a sign-in link: what follows `/sign-in#link=` in it.",
      optional(string),
    ),
  }),
);
export type SignInWire = Wire<typeof signInModel>;

export const browserSessionModel = described(
  "The session of a browser that is signed in.",
  model("BrowserSession", {
    organisation: described("The name of the organisation.", string),
    key: described("The key that the browser signed in with.", keyModel),
    version: described("The version of the service.", string),
    expiresAt: described("When the session expires unless the browser sends requests.", dateTime),
  }),
);
export type BrowserSessionWire = Wire<typeof browserSessionModel>;

export const signInLinkModel = described(
  "A link that signs a browser in once.",
  model("SignInLink", {
    link: described("The token of the link. The link is `/sign-in#link=` and the token.", string),
    expiresAt: described("When the link expires.", dateTime),
  }),
);
export type SignInLinkWire = Wire<typeof signInLinkModel>;

const SESSION_PATH = "/api/v1/console/session";

export const browserSessionStart = described(
  "Sign a browser in with an API key or a sign-in link. Sets the cookie `syllable_session`, which " +
    "operations accept instead of an API key.",
  operation({
    method: "POST",
    path: SESSION_PATH,
    request: noParameters,
    body: signInModel,
    result: "none",
  }),
  { id: "console_session_start", credential: "none", errors: [] },
);

export const browserSessionGet = described(
  "Get the session of the browser.",
  operation({
    method: "GET",
    path: SESSION_PATH,
    request: noParameters,
    result: browserSessionModel,
  }),
  { id: "console_session_get", credential: "browser session", errors: [] },
);

export const browserSessionEnd = described(
  "Sign the browser out: end its session and delete its cookie. Succeeds if it is not signed in.",
  operation({ method: "DELETE", path: SESSION_PATH, request: noParameters, result: "none" }),
  { id: "console_session_end", credential: "browser session", errors: [] },
);

export const signInLinkCreate = described(
  "Create a link that signs a browser in with the API key of this request. It works once, within 10 minutes.",
  operation({
    method: "POST",
    path: "/api/v1/console/links",
    request: noParameters,
    result: signInLinkModel,
  }),
  { id: "console_link_create", credential: "API key", creates: true, errors: [] },
);
