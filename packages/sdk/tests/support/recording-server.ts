import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { json, serve, type TestServer } from "./server.js";

/** Bytes that look like nothing in particular, the same ones for the same seed. */
export function noise(size: number, seed = 1): Buffer {
  const blocks: Buffer[] = [];
  for (let at = 0; at < size; at += 32) {
    blocks.push(createHash("sha256").update(`${seed}:${at}`).digest());
  }
  return Buffer.concat(blocks).subarray(0, size);
}

export const sha256 = (bytes: Uint8Array): string =>
  createHash("sha256").update(bytes).digest("hex");

/** How one request for the bytes is answered; all is well where nothing is said. */
export interface Treatment {
  /** The recording as it is now. */
  bytes?: Buffer;
  /** Its tag; null for none. */
  etag?: string | null;
  /** Answers with this status and no bytes. */
  status?: number;
  headers?: Record<string, string | number>;
  /** After how many bytes the connection is cut. */
  cutAfter?: number;
  /** After how many bytes nothing comes any more. */
  stallAfter?: number;
  /** Gives the whole to whoever asks for a part. */
  ignoresRanges?: boolean;
  /** Gives the part also where the version asked for is gone. */
  ignoresIfRange?: boolean;
  /** Leaves out the length. */
  chunked?: boolean;
  /** Does something else altogether. */
  answer?: (request: IncomingMessage, response: ServerResponse) => void;
}

export interface RecordingServer extends TestServer {
  /** The requests for bytes: their tokens, `Range` and `If-Range`. */
  readonly asked: { token: string; range?: string | undefined; ifRange?: string | undefined }[];
  /** How many bytes were given, all answers together. */
  given: number;
  /** How often URLs were asked for. */
  renewals: number;
}

/** A server with one recording, that treats each request for it as planned. */
export async function recordingServer(
  plan: (index: number) => Treatment = () => ({}),
  bytes = noise(300_000),
  urls?: (renewal: number) => string[],
): Promise<RecordingServer> {
  const asked: RecordingServer["asked"] = [];
  const server = await serve((request, response) => {
    if (request.method === "POST") {
      const renewal = ++its.renewals;
      const recordings = urls?.(renewal) ?? [`https://elsewhere.test/x?token=token-${renewal}`];
      return json(response, { session_id: "1", recordings });
    }
    const { range, "if-range": ifRange } = request.headers as Record<string, string>;
    const token = new URL(request.url!, "http://any").searchParams.get("token")!;
    const treatment = plan(asked.push({ token, range, ifRange }) - 1);
    give(its, { bytes, ...treatment }, request, response);
  });
  const its: RecordingServer = Object.assign(server, { asked, given: 0, renewals: 0 });
  return its;
}

function give(
  server: RecordingServer,
  { bytes, ...how }: Treatment & { bytes: Buffer },
  request: IncomingMessage,
  response: ServerResponse,
): void {
  if (how.answer) {
    how.answer(request, response);
    return;
  }
  if (how.status) {
    response.writeHead(how.status, how.headers).end();
    return;
  }
  const { range, "if-range": ifRange } = request.headers as Record<string, string>;
  const etag = how.etag === undefined ? `"${sha256(bytes)}"` : how.etag;
  const current = how.ignoresIfRange || ifRange === undefined || ifRange === etag;
  const start = range && current && !how.ignoresRanges ? Number(/\d+/.exec(range)![0]) : 0;
  const isPart = start > 0 || (range && current && !how.ignoresRanges);
  const last = /-(\d+)$/.exec(range ?? "")?.[1];
  const body = bytes.subarray(start, isPart && last ? Number(last) + 1 : bytes.length);
  response.writeHead(isPart ? 206 : 200, {
    "content-type": "audio/mpeg",
    ...(etag && { etag }),
    ...(!how.chunked && { "content-length": body.length }),
    ...(isPart && { "content-range": `bytes ${start}-${start + body.length - 1}/${bytes.length}` }),
    ...how.headers,
  });
  const stop = Math.min(how.cutAfter ?? Infinity, how.stallAfter ?? Infinity, body.length);
  server.given += stop;
  if (stop === 0) response.flushHeaders();
  if (how.stallAfter !== undefined) response.write(body.subarray(0, stop));
  else if (how.cutAfter === undefined) response.end(body);
  // Cut when the bytes have arrived: fetch drops those that come along with the end.
  else response.write(body.subarray(0, stop), () => setTimeout(() => response.destroy(), 20));
}
