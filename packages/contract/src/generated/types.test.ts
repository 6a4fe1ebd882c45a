/** Generated from the declarations by `npm run generate`. Do not edit. */
import { expectTypeOf, test } from "vitest";
import type {
  audioFactsModel,
  audioFindingModel,
  channelAudioFactsModel,
  interruptionModel,
  recordingAudioFactsModel,
  responseGapModel,
  responseGapStatisticsModel,
  responseGapSummaryModel,
  sessionAudioGetByIdRequestModel,
  silenceFactsModel,
  talkOverModel,
} from "../audio-facts.js";
import type { browserSessionModel, signInLinkModel, signInModel } from "../console.js";
import type {
  sessionFullSummaryGetByIdRequestModel,
  sessionSummaryResponseModel,
} from "../full-summary.js";
import type {
  importResultModel,
  importSessionsRequestModel,
  sessionRecordingsListRequestModel,
} from "../ingest.js";
import type {
  createdKeyModel,
  keyCreateModel,
  keyModel,
  keyRevokeRequestModel,
  listedKeyModel,
  listResponseKeyModel,
} from "../keys.js";
import type {
  inspectLatencyResponseModel,
  latencyEntryModel,
  latencyMeasurementModel,
  sessionLatencyGetByIdRequestModel,
  sessionLatencyPutModel,
  summaryEntryModel,
} from "../latency.js";
import type {
  generateSessionRecordingUrlsRequestModel,
  listResponseRecordingModel,
  recordingModel,
  sessionRecordingResponseModel,
  sessionRecordingStreamRequestModel,
} from "../recording.js";
import type {
  channelSpeechModel,
  recordingUpdateModel,
  recordingWaveformQueryModel,
  sessionRecordingSpeechGetRequestModel,
  sessionRecordingWaveformGetRequestModel,
  speechModel,
  speechSegmentModel,
  waveformModel,
} from "../recording-audio.js";
import type { Infer } from "../schema.js";
import type { sessionGetByIdRequestModel, sessionModel } from "../session.js";
import type {
  listResponseSessionLabelModel,
  sessionLabelCreateModel,
  sessionLabelGetByIdRequestModel,
  sessionLabelModel,
  sessionLabelsListRequestModel,
} from "../session-label.js";
import type { listResponseSessionModel, sessionsListRequestModel } from "../session-list.js";
import type {
  sessionsStatsGroupModel,
  sessionsStatsModel,
  sessionsStatsRequestModel,
  statsPercentilesModel,
} from "../session-stats.js";
import type { analysisCountsModel, statusModel } from "../status.js";
import type {
  sessionTimelineGetByIdRequestModel,
  sessionTimelineResponseModel,
  timelineEventModel,
} from "../timeline.js";
import type {
  sessionActionModel,
  sessionTextModel,
  sessionTranscriptGetByIdRequestModel,
  sessionTranscriptionResponseModel,
  sessionTranscriptModel,
} from "../transcript.js";
import type {
  AudioFacts,
  AudioFinding,
  ChannelAudioFacts,
  Interruption,
  RecordingAudioFacts,
  ResponseGap,
  ResponseGapStatistics,
  ResponseGapSummary,
  SessionAudioGetByIdRequest,
  SilenceFacts,
  TalkOver,
} from "./audio-facts.js";
import type { BrowserSession, SignIn, SignInLink } from "./console.js";
import type { SessionFullSummaryGetByIdRequest, SessionSummaryResponse } from "./full-summary.js";
import type {
  ImportResult,
  ImportSessionsRequest,
  SessionRecordingsListRequest,
} from "./ingest.js";
import type {
  CreatedKey,
  Key,
  KeyCreate,
  KeyRevokeRequest,
  ListedKey,
  ListResponseKey,
} from "./keys.js";
import type {
  InspectLatencyResponse,
  LatencyEntry,
  LatencyMeasurement,
  SessionLatency,
  SessionLatencyGetByIdRequest,
  SummaryEntry,
} from "./latency.js";
import type {
  GenerateSessionRecordingUrlsRequest,
  ListResponseRecording,
  Recording,
  SessionRecordingResponse,
  SessionRecordingStreamRequest,
} from "./recording.js";
import type {
  ChannelSpeech,
  RecordingUpdate,
  RecordingWaveformQuery,
  SessionRecordingSpeechGetRequest,
  SessionRecordingWaveformGetRequest,
  Speech,
  SpeechSegment,
  Waveform,
} from "./recording-audio.js";
import type { Session, SessionGetByIdRequest } from "./session.js";
import type {
  ListResponseSessionLabel,
  SessionLabel,
  SessionLabelCreate,
  SessionLabelGetByIdRequest,
  SessionLabelsListRequest,
} from "./session-label.js";
import type { ListResponseSession, SessionsListRequest } from "./session-list.js";
import type {
  SessionsStats,
  SessionsStatsGroup,
  SessionsStatsRequest,
  StatsPercentiles,
} from "./session-stats.js";
import type { AnalysisCounts, Status } from "./status.js";
import type {
  SessionTimelineGetByIdRequest,
  SessionTimelineResponse,
  TimelineEvent,
} from "./timeline.js";
import type {
  SessionAction,
  SessionText,
  SessionTranscript,
  SessionTranscriptGetByIdRequest,
  SessionTranscriptionResponse,
} from "./transcript.js";

test("every interface equals the type of its model", () => {
  expectTypeOf<AudioFacts>().toEqualTypeOf<Infer<typeof audioFactsModel>>();
  expectTypeOf<AudioFinding>().toEqualTypeOf<Infer<typeof audioFindingModel>>();
  expectTypeOf<ChannelAudioFacts>().toEqualTypeOf<Infer<typeof channelAudioFactsModel>>();
  expectTypeOf<Interruption>().toEqualTypeOf<Infer<typeof interruptionModel>>();
  expectTypeOf<RecordingAudioFacts>().toEqualTypeOf<Infer<typeof recordingAudioFactsModel>>();
  expectTypeOf<ResponseGap>().toEqualTypeOf<Infer<typeof responseGapModel>>();
  expectTypeOf<ResponseGapStatistics>().toEqualTypeOf<Infer<typeof responseGapStatisticsModel>>();
  expectTypeOf<ResponseGapSummary>().toEqualTypeOf<Infer<typeof responseGapSummaryModel>>();
  expectTypeOf<SessionAudioGetByIdRequest>().toEqualTypeOf<
    Infer<typeof sessionAudioGetByIdRequestModel>
  >();
  expectTypeOf<SilenceFacts>().toEqualTypeOf<Infer<typeof silenceFactsModel>>();
  expectTypeOf<TalkOver>().toEqualTypeOf<Infer<typeof talkOverModel>>();
  expectTypeOf<BrowserSession>().toEqualTypeOf<Infer<typeof browserSessionModel>>();
  expectTypeOf<SignInLink>().toEqualTypeOf<Infer<typeof signInLinkModel>>();
  expectTypeOf<SignIn>().toEqualTypeOf<Infer<typeof signInModel>>();
  expectTypeOf<SessionFullSummaryGetByIdRequest>().toEqualTypeOf<
    Infer<typeof sessionFullSummaryGetByIdRequestModel>
  >();
  expectTypeOf<SessionSummaryResponse>().toEqualTypeOf<Infer<typeof sessionSummaryResponseModel>>();
  expectTypeOf<ImportResult>().toEqualTypeOf<Infer<typeof importResultModel>>();
  expectTypeOf<ImportSessionsRequest>().toEqualTypeOf<Infer<typeof importSessionsRequestModel>>();
  expectTypeOf<SessionRecordingsListRequest>().toEqualTypeOf<
    Infer<typeof sessionRecordingsListRequestModel>
  >();
  expectTypeOf<CreatedKey>().toEqualTypeOf<Infer<typeof createdKeyModel>>();
  expectTypeOf<KeyCreate>().toEqualTypeOf<Infer<typeof keyCreateModel>>();
  expectTypeOf<Key>().toEqualTypeOf<Infer<typeof keyModel>>();
  expectTypeOf<KeyRevokeRequest>().toEqualTypeOf<Infer<typeof keyRevokeRequestModel>>();
  expectTypeOf<ListResponseKey>().toEqualTypeOf<Infer<typeof listResponseKeyModel>>();
  expectTypeOf<ListedKey>().toEqualTypeOf<Infer<typeof listedKeyModel>>();
  expectTypeOf<InspectLatencyResponse>().toEqualTypeOf<Infer<typeof inspectLatencyResponseModel>>();
  expectTypeOf<LatencyEntry>().toEqualTypeOf<Infer<typeof latencyEntryModel>>();
  expectTypeOf<LatencyMeasurement>().toEqualTypeOf<Infer<typeof latencyMeasurementModel>>();
  expectTypeOf<SessionLatencyGetByIdRequest>().toEqualTypeOf<
    Infer<typeof sessionLatencyGetByIdRequestModel>
  >();
  expectTypeOf<SessionLatency>().toEqualTypeOf<Infer<typeof sessionLatencyPutModel>>();
  expectTypeOf<SummaryEntry>().toEqualTypeOf<Infer<typeof summaryEntryModel>>();
  expectTypeOf<GenerateSessionRecordingUrlsRequest>().toEqualTypeOf<
    Infer<typeof generateSessionRecordingUrlsRequestModel>
  >();
  expectTypeOf<ListResponseRecording>().toEqualTypeOf<Infer<typeof listResponseRecordingModel>>();
  expectTypeOf<Recording>().toEqualTypeOf<Infer<typeof recordingModel>>();
  expectTypeOf<SessionRecordingResponse>().toEqualTypeOf<
    Infer<typeof sessionRecordingResponseModel>
  >();
  expectTypeOf<SessionRecordingStreamRequest>().toEqualTypeOf<
    Infer<typeof sessionRecordingStreamRequestModel>
  >();
  expectTypeOf<ChannelSpeech>().toEqualTypeOf<Infer<typeof channelSpeechModel>>();
  expectTypeOf<RecordingUpdate>().toEqualTypeOf<Infer<typeof recordingUpdateModel>>();
  expectTypeOf<RecordingWaveformQuery>().toEqualTypeOf<Infer<typeof recordingWaveformQueryModel>>();
  expectTypeOf<SessionRecordingSpeechGetRequest>().toEqualTypeOf<
    Infer<typeof sessionRecordingSpeechGetRequestModel>
  >();
  expectTypeOf<SessionRecordingWaveformGetRequest>().toEqualTypeOf<
    Infer<typeof sessionRecordingWaveformGetRequestModel>
  >();
  expectTypeOf<Speech>().toEqualTypeOf<Infer<typeof speechModel>>();
  expectTypeOf<SpeechSegment>().toEqualTypeOf<Infer<typeof speechSegmentModel>>();
  expectTypeOf<Waveform>().toEqualTypeOf<Infer<typeof waveformModel>>();
  expectTypeOf<SessionGetByIdRequest>().toEqualTypeOf<Infer<typeof sessionGetByIdRequestModel>>();
  expectTypeOf<Session>().toEqualTypeOf<Infer<typeof sessionModel>>();
  expectTypeOf<ListResponseSessionLabel>().toEqualTypeOf<
    Infer<typeof listResponseSessionLabelModel>
  >();
  expectTypeOf<SessionLabelCreate>().toEqualTypeOf<Infer<typeof sessionLabelCreateModel>>();
  expectTypeOf<SessionLabelGetByIdRequest>().toEqualTypeOf<
    Infer<typeof sessionLabelGetByIdRequestModel>
  >();
  expectTypeOf<SessionLabel>().toEqualTypeOf<Infer<typeof sessionLabelModel>>();
  expectTypeOf<SessionLabelsListRequest>().toEqualTypeOf<
    Infer<typeof sessionLabelsListRequestModel>
  >();
  expectTypeOf<ListResponseSession>().toEqualTypeOf<Infer<typeof listResponseSessionModel>>();
  expectTypeOf<SessionsListRequest>().toEqualTypeOf<Infer<typeof sessionsListRequestModel>>();
  expectTypeOf<SessionsStatsGroup>().toEqualTypeOf<Infer<typeof sessionsStatsGroupModel>>();
  expectTypeOf<SessionsStats>().toEqualTypeOf<Infer<typeof sessionsStatsModel>>();
  expectTypeOf<SessionsStatsRequest>().toEqualTypeOf<Infer<typeof sessionsStatsRequestModel>>();
  expectTypeOf<StatsPercentiles>().toEqualTypeOf<Infer<typeof statsPercentilesModel>>();
  expectTypeOf<AnalysisCounts>().toEqualTypeOf<Infer<typeof analysisCountsModel>>();
  expectTypeOf<Status>().toEqualTypeOf<Infer<typeof statusModel>>();
  expectTypeOf<SessionTimelineGetByIdRequest>().toEqualTypeOf<
    Infer<typeof sessionTimelineGetByIdRequestModel>
  >();
  expectTypeOf<SessionTimelineResponse>().toEqualTypeOf<
    Infer<typeof sessionTimelineResponseModel>
  >();
  expectTypeOf<TimelineEvent>().toEqualTypeOf<Infer<typeof timelineEventModel>>();
  expectTypeOf<SessionAction>().toEqualTypeOf<Infer<typeof sessionActionModel>>();
  expectTypeOf<SessionText>().toEqualTypeOf<Infer<typeof sessionTextModel>>();
  expectTypeOf<SessionTranscriptGetByIdRequest>().toEqualTypeOf<
    Infer<typeof sessionTranscriptGetByIdRequestModel>
  >();
  expectTypeOf<SessionTranscript>().toEqualTypeOf<Infer<typeof sessionTranscriptModel>>();
  expectTypeOf<SessionTranscriptionResponse>().toEqualTypeOf<
    Infer<typeof sessionTranscriptionResponseModel>
  >();
});
