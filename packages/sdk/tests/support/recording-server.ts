import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { json, serve, type TestServer } from "./server.js";

/** Random bytes, the same ones for the same seed. */
export function noise(size: number, seed = 1): Buffer {
  const blocks: Buffer[] = [];
  for (let at = 0; at < size; at += 32) {
    blocks.push(createHash("sha256").update(`${seed}:${at}`).digest());
  }
  return Buffer.concat(blocks).subarray(0, size);
}

export const sha256 = (bytes: Uint8Array): string =>
  createHash("sha256").update(bytes).digest("hex");

/** How to respond to one request for the bytes. By default, correctly. */
export interface Behavior {
  /** The recording. Default: that of the server. */
  bytes?: Buffer;
  /** The entity tag; null for none. Default: the SHA-256 of the recording. */
  etag?: string | null;
  /** Responds with this status and no body. */
  status?: number;
  headers?: Record<string, string | number>;
  /** Closes the connection after this many bytes. */
  closeAfter?: number;
  /** Sends nothing more after this many bytes. */
  stallAfter?: number;
  /** Responds to a range request with the whole recording. */
  ignoresRanges?: boolean;
  /** Responds to a range request with a part, even if If-Range does not match. */
  ignoresIfRange?: boolean;
  /** Sends no content length. */
  chunked?: boolean;
  /** Responds in another way. */
  respond?: (request: IncomingMessage, response: ServerResponse) => void;
}

export interface RecordingServer extends TestServer {
  /** The token, `Range` and `If-Range` of each request for the bytes. */
  readonly requests: { token: string; range?: string | undefined; ifRange?: string | undefined }[];
  /** The number of bytes sent in all responses. */
  sentBytes: number;
  /** The number of requests for URLs. */
  renewals: number;
}

/** Starts a server with one recording. `plan` sets the behavior for each request. */
export async function startRecordingServer(
  plan: (index: number) => Behavior = () => ({}),
  bytes = noise(300_000),
  urls?: (renewal: number) => string[],
): Promise<RecordingServer> {
  const requests: RecordingServer["requests"] = [];
  const server = await serve((request, response) => {
    if (request.method === "POST") {
      const renewal = ++recordingServer.renewals;
      const recordings = urls?.(renewal) ?? [`https://elsewhere.test/x?token=token-${renewal}`];
      return json(response, { session_id: "1", recordings });
    }
    const { range, "if-range": ifRange } = request.headers as Record<string, string>;
    const token = new URL(request.url!, "http://any").searchParams.get("token")!;
    const behavior = plan(requests.push({ token, range, ifRange }) - 1);
    sendRecording(recordingServer, { bytes, ...behavior }, request, response);
  });
  const recordingServer: RecordingServer = Object.assign(server, {
    requests,
    sentBytes: 0,
    renewals: 0,
  });
  return recordingServer;
}

function sendRecording(
  server: RecordingServer,
  { bytes, ...behavior }: Behavior & { bytes: Buffer },
  request: IncomingMessage,
  response: ServerResponse,
): void {
  if (behavior.respond) {
    behavior.respond(request, response);
    return;
  }
  if (behavior.status) {
    response.writeHead(behavior.status, behavior.headers).end();
    return;
  }
  const { range, "if-range": ifRange } = request.headers as Record<string, string>;
  const etag = behavior.etag === undefined ? `"${sha256(bytes)}"` : behavior.etag;
  const isCurrent = behavior.ignoresIfRange || ifRange === undefined || ifRange === etag;
  const start = range && isCurrent && !behavior.ignoresRanges ? Number(/\d+/.exec(range)![0]) : 0;
  const isPart = start > 0 || (range && isCurrent && !behavior.ignoresRanges);
  const last = /-(\d+)$/.exec(range ?? "")?.[1];
  const body = bytes.subarray(start, isPart && last ? Number(last) + 1 : bytes.length);
  response.writeHead(isPart ? 206 : 200, {
    "content-type": "audio/mpeg",
    ...(etag && { etag }),
    ...(!behavior.chunked && { "content-length": body.length }),
    ...(isPart && { "content-range": `bytes ${start}-${start + body.length - 1}/${bytes.length}` }),
    ...behavior.headers,
  });
  const stop = Math.min(
    behavior.closeAfter ?? Infinity,
    behavior.stallAfter ?? Infinity,
    body.length,
  );
  server.sentBytes += stop;
  if (stop === 0) response.flushHeaders();
  if (behavior.stallAfter !== undefined) response.write(body.subarray(0, stop));
  else if (behavior.closeAfter === undefined) response.end(body);
  // Closed after the bytes have arrived, because fetch drops bytes that arrive with the end.
  else response.write(body.subarray(0, stop), () => setTimeout(() => response.destroy(), 20));
}
