import type { FastifyInstance } from "fastify";
import {
  type BrowserSessionWire,
  browserSessionEnd,
  browserSessionGet,
  browserSessionStart,
  type SignInLinkWire,
  signInLinkCreate,
} from "syllable-contract";
import type { BrowserSessions } from "../browser-sessions/browser-sessions.js";
import { keyOfSecret, requireHeaderKey } from "../http/auth.js";
import { HttpError } from "../http/http-error.js";
import { pathOf } from "../http/route.js";
import { sendJson } from "../http/send.js";
import type { Keys } from "../keys/keys.js";
import { VERSION } from "../version.js";
import { readSignIn } from "./sign-in.js";

interface Services {
  readonly keys: Keys;
  readonly browserSessions: BrowserSessions;
}

/** The routes with which a browser signs in and out. */
export function consoleRoutes(app: FastifyInstance, { keys, browserSessions }: Services): void {
  const { browserAuth, rateLimits } = app;

  app.post(pathOf(browserSessionStart), async (request, reply) => {
    browserAuth.rejectOtherOrigins(request);
    const signIn = readSignIn(request.body);
    if ("apiKey" in signIn) {
      const key = await keyOfSecret(keys, request, signIn.apiKey);
      await browserAuth.signIn(request, reply, await browserSessions.start(key));
    } else {
      await rateLimits.checkAddress(request, "sign-in link");
      const token = await browserSessions.startWithLink(signIn.link);
      await browserAuth.signIn(request, reply, token);
    }
    return reply.code(204).send();
  });

  app.get(pathOf(browserSessionGet), async (request, reply) => {
    const session = await browserAuth.sessionOf(request, reply);
    if (!session) throw new HttpError(401, "this browser is not signed in");
    const { id, name, scope } = session.key;
    const response: BrowserSessionWire = {
      organisation: session.organisationName,
      key: { id, name, scope },
      version: VERSION,
      expires_at: new Date(session.expiresAt).toISOString(),
    };
    return sendJson(reply, JSON.stringify(response));
  });

  app.delete(pathOf(browserSessionEnd), async (request, reply) => {
    await browserAuth.signOut(request, reply);
    return reply.code(204).send();
  });

  const withKey = { onRequest: requireHeaderKey(keys) };
  app.post(pathOf(signInLinkCreate), withKey, async ({ apiKey }, reply) => {
    const { token, expiresAt } = await browserSessions.createLink(apiKey);
    const response: SignInLinkWire = {
      link: token,
      expires_at: new Date(expiresAt).toISOString(),
    };
    return sendJson(reply.code(201), JSON.stringify(response));
  });
}
