import { checkWire } from "#contract/check.js";
import {
  type SessionSummaryResponse,
  sessionSummaryResponseModel,
} from "#contract/full-summary.js";
import {
  type LatencyEntryWire,
  type LatencyMeasurementWire,
  sessionLatencyPutModel,
} from "#contract/latency.js";
import type { Model, Wire } from "#contract/schema.js";
import type { SessionWire } from "#contract/session.js";
import { type SessionTranscriptWire, sessionTranscriptModel } from "#contract/transcript.js";
import { Failure, noSuchSession } from "../failure.js";
import type { PartName, PartStore } from "../store/port.js";
import { completeEntry, findOverlong, summarize } from "./latency.js";
import type { Sessions } from "./sessions.js";
import { byTime, mergeTimeline } from "./timeline.js";

/** What belongs to a session beside itself: its transcript, summary, latency, and its timeline. */
export class Parts {
  constructor(
    private readonly sessions: Sessions,
    private readonly store: PartStore,
  ) {}

  async transcript(organisation: number, sessionId: string) {
    const { transcription, actions } = await this.transcriptOf(organisation, sessionId);
    return { session_id: sessionId, transcription, actions };
  }

  async putTranscript(organisation: number, sessionId: string, body: unknown) {
    const sent = read(sessionTranscriptModel, body);
    const transcription = byTime(sent.transcription ?? []);
    const actions = byTime(sent.actions ?? []);
    await this.put(organisation, sessionId, "transcript", { transcription, actions });
    return { session_id: sessionId, transcription, actions };
  }

  summary(organisation: number, sessionId: string): Promise<SessionSummaryResponse> {
    return this.get(organisation, sessionId, "summary", {});
  }

  async putSummary(organisation: number, sessionId: string, body: unknown) {
    const summary = read(sessionSummaryResponseModel, body);
    await this.put(organisation, sessionId, "summary", summary);
    return summary;
  }

  async latency(organisation: number, sessionId: string) {
    return latencyAnswer(sessionId, await this.latencyOf(organisation, sessionId));
  }

  async putLatency(organisation: number, sessionId: string, body: unknown) {
    const measured: LatencyMeasurementWire[] = read(sessionLatencyPutModel, body).timeline;
    const errors = findOverlong(measured);
    if (errors.length > 0) throw new Failure(422, errors);
    const timeline = byTime(measured.map(completeEntry));
    await this.put(organisation, sessionId, "latency", timeline);
    return latencyAnswer(sessionId, timeline);
  }

  async timeline(organisation: number, sessionId: string) {
    const session: SessionWire = JSON.parse(await this.sessions.get(organisation, sessionId));
    const { transcription, actions } = await this.transcriptOf(organisation, sessionId);
    const latency = await this.latencyOf(organisation, sessionId);
    const events = mergeTimeline(session.timestamp, transcription, actions, latency);
    return { session_id: sessionId, session_start: session.timestamp, events };
  }

  private transcriptOf(organisation: number, sessionId: string): Promise<SessionTranscriptKept> {
    const none: SessionTranscriptKept = { transcription: [], actions: [] };
    return this.get(organisation, sessionId, "transcript", none);
  }

  private latencyOf(organisation: number, sessionId: string): Promise<LatencyEntryWire[]> {
    return this.get<LatencyEntryWire[]>(organisation, sessionId, "latency", []);
  }

  /** A part of a session that exists; where the part was never put, what stands for it. */
  private async get<T>(
    organisation: number,
    sessionId: string,
    part: PartName,
    absent: T,
  ): Promise<T> {
    const id = await this.sessions.idOf(organisation, sessionId);
    const wire = await this.store.get(organisation, id, part);
    return wire === undefined ? absent : JSON.parse(wire);
  }

  private async put(
    organisation: number,
    sessionId: string,
    part: PartName,
    value: unknown,
  ): Promise<void> {
    const id = await this.sessions.idOf(organisation, sessionId);
    if (!(await this.store.put(organisation, id, part, JSON.stringify(value)))) {
      throw noSuchSession(sessionId);
    }
  }
}

type SessionTranscriptKept = Required<NonNullableFields<SessionTranscriptWire>>;
type NonNullableFields<T> = { [K in keyof T]: NonNullable<T[K]> };

function read<M extends Model>(model: M, body: unknown): Wire<M> {
  const errors = checkWire(model, body, ["body"]);
  if (errors.length > 0) throw new Failure(422, errors);
  return body as Wire<M>;
}

const latencyAnswer = (sessionId: string, timeline: readonly LatencyEntryWire[]) => ({
  session_id: sessionId,
  timeline,
  summary: summarize(timeline),
});
