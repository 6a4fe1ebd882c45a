import type { FastifyInstance } from "fastify";
import {
  recordingSpeechGet,
  recordingWaveformGet,
  recordingWaveformQueryModel,
  sessionAudioGetById,
} from "syllable-contract";
import { requireScope } from "../../http/auth.js";
import { sendTagged, sendTaggedPieces } from "../../http/conditional.js";
import { queryOf } from "../../http/query.js";
import { pathOf, type RecordingRoute, type SessionRoute } from "../../http/route.js";
import { sessionRequestOf } from "../../http/session-request.js";
import { addVary } from "../../http/vary.js";
import type { Keys } from "../../keys/keys.js";
import type { SessionAudio } from "./session-audio.js";

interface Services {
  readonly keys: Keys;
  readonly audio: SessionAudio;
}

const BYTES = "application/octet-stream";
const JSON_TYPE = "application/json";

export function audioRoutes(app: FastifyInstance, { keys, audio }: Services): void {
  const read = { onRequest: requireScope(keys, "read") };

  app.get<SessionRoute>(pathOf(sessionAudioGetById), read, async (request, reply) => {
    const facts = await audio.facts(sessionRequestOf(request, reply));
    return sendTaggedPieces(request, reply, [facts]);
  });

  app.get<RecordingRoute>(pathOf(recordingSpeechGet), read, async (request, reply) => {
    const speech = await audio.speech(sessionRequestOf(request, reply), request.params.name);
    return sendTagged(request, reply, JSON.stringify(speech));
  });

  const waveform = { ...read, config: { readsQuery: true } };
  app.get<RecordingRoute>(pathOf(recordingWaveformGet), waveform, async (request, reply) => {
    const { samplesPerPixel } = queryOf(request, recordingWaveformQueryModel);
    const asJson = acceptsJson(request.headers.accept);
    const pieces = await audio.waveform(
      sessionRequestOf(request, reply),
      request.params.name,
      samplesPerPixel ?? undefined,
      asJson,
    );
    addVary(reply, "Accept");
    return sendTaggedPieces(request, reply, pieces, asJson ? JSON_TYPE : BYTES);
  });
}

/** Clients that accept both, or anything, get the binary format, which is smaller. */
const acceptsJson = (accept: string | undefined): boolean => {
  const types = accept?.toLowerCase() ?? "";
  return types.includes(JSON_TYPE) && !types.includes(BYTES);
};
