/** The routes of the service that only the console uses, and that the SDK does not have. */
import { reportStatus } from "./sdk.ts";

/** A response with an error status. Like the errors of the SDK, it has the status and the request id. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  constructor(
    message: string,
    readonly statusCode: number,
    readonly requestId: string | undefined,
    /** When to try again, in seconds from now. */
    readonly retryAfter: number | undefined,
  ) {
    super(message);
  }
}

const BASE = "/api/v1";

async function send<Result>(
  method: "GET" | "POST" | "DELETE",
  path: string,
  { body, signal }: { body?: unknown; signal?: AbortSignal | undefined } = {},
): Promise<Result> {
  const response = await fetch(BASE + path, {
    method,
    headers: body === undefined ? {} : { "content-type": "application/json" },
    body: body === undefined ? null : JSON.stringify(body),
    signal: signal ?? null,
  });
  if (response.ok) return (response.status === 204 ? undefined : await response.json()) as Result;
  if (!path.startsWith("/console/session")) reportStatus(response.status);
  const { detail } = await response.json().catch(() => ({}));
  throw new ApiError(
    typeof detail === "string" ? detail : `${response.status} ${response.statusText}`,
    response.status,
    response.headers.get("x-request-id") ?? undefined,
    Number(response.headers.get("retry-after")) || undefined,
  );
}

export type Scope = "read" | "write" | "admin";

/** The session of this browser. */
export interface BrowserSession {
  readonly organisation: string;
  readonly key: { readonly id: number; readonly name: string; readonly scope: Scope };
  readonly version: string;
  readonly expires_at: string;
}

export interface ApiKey {
  readonly id: number;
  readonly name: string;
  readonly scope: Scope;
  readonly created_at: string;
  readonly last_used_at?: string | null;
  readonly revoked_at?: string | null;
}

export interface Status {
  readonly version: string;
  readonly sessions: number;
  readonly recordings: number;
  readonly recording_bytes: number;
  readonly analyses: {
    readonly pending: number;
    readonly failed: number;
    readonly unsupported: number;
  };
}

type Credentials = { readonly api_key: string } | { readonly link: string };

export const api = {
  session: {
    get: (signal?: AbortSignal) => send<BrowserSession>("GET", "/console/session", { signal }),
    create: (credentials: Credentials) =>
      send<void>("POST", "/console/session", { body: credentials }),
    delete: () => send<void>("DELETE", "/console/session"),
  },
  keys: {
    list: (signal?: AbortSignal) => send<{ items: readonly ApiKey[] }>("GET", "/keys", { signal }),
    create: (key: { name: string; scope: Scope }) =>
      send<ApiKey & { readonly secret: string }>("POST", "/keys", { body: key }),
    delete: (id: number) => send<void>("DELETE", `/keys/${id}`),
  },
  status: (signal?: AbortSignal) => send<Status>("GET", "/status", { signal }),
};
