import { ApiError, api } from "../../app/api.ts";
import { browserSessionQuery } from "../../app/browser-session.ts";
import { queryClient } from "../../app/query-client.ts";

/** Starts a session of this browser. Nothing that an earlier session loaded remains. */
export async function signIn(credentials: Parameters<typeof api.session.create>[0]): Promise<void> {
  await api.session.create(credentials);
  queryClient.clear();
  await queryClient.ensureQueryData(browserSessionQuery);
}

/** Why sign-in failed, and what to do. */
export function explain(error: unknown): string {
  if (!(error instanceof ApiError)) return "The service can’t be reached. Check your connection.";
  const { statusCode, retryAfter } = error;
  if (statusCode === 401) {
    return "This key is not valid on this service. It may have been revoked. Check that you copied all of it.";
  }
  if (statusCode === 429) {
    const when = retryAfter ? `in ${retryAfter} s` : "in a minute";
    return `There were too many attempts to sign in. Try again ${when}.`;
  }
  return statusCode >= 500
    ? "The service is not available. Try again in a minute."
    : `${error.message}.`;
}

export const LINK_PROBLEM =
  "This link is no longer valid. A sign-in link works once, within 10 minutes. Use an API key instead.";
