import type { FastifyInstance } from "fastify";
import { uploadRecording } from "syllable-contract";
import { requireScope } from "../http/auth.js";
import { useStreamBodies } from "../http/body.js";
import { preconditionsOf } from "../http/conditional.js";
import { disconnectOf } from "../http/disconnect.js";
import { RequestQueue } from "../http/request-queue.js";
import { pathOf, type RecordingRoute } from "../http/route.js";
import { sendJson } from "../http/send.js";
import type { Keys } from "../keys/keys.js";
import { recordingEtags } from "./recording-etags.js";
import { readStatedFacts } from "./stated-facts.js";
import { readUploadHeaders } from "./upload-headers.js";
import type { RecordingUploads } from "./uploads.js";

/** How many uploads run at a time: to a bucket, each holds 10 MiB in memory. */
const LIMITS = { total: 24, perOrganisation: 12 };

interface Services {
  readonly keys: Keys;
  readonly uploads: RecordingUploads;
}

export function recordingUploadRoutes(app: FastifyInstance, { keys, uploads }: Services): void {
  useStreamBodies(app);
  const write = {
    onRequest: requireScope(keys, "write"),
    config: { streamsBody: true, takesBytes: true, readsQuery: true },
  };
  const queue = new RequestQueue(LIMITS);

  app.put<RecordingRoute>(pathOf(uploadRecording), write, async (request, reply) => {
    await queue.wait(request, reply);
    const { apiKey, params, headers, raw } = request;
    const target = await uploads.target(apiKey.organisation, params.session_id, params.name);
    const preconditions = preconditionsOf(request);
    const stated = readStatedFacts(request.query, "query");
    const upload = { body: raw, ...readUploadHeaders(headers), stated, preconditions };
    const recording = await uploads.upload(target, upload, disconnectOf(reply));
    const [etag] = recordingEtags(recording);
    return sendJson(reply.code(201).header("etag", etag), JSON.stringify(recording));
  });
}
