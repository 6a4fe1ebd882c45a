/** What was heard in the recordings of a session. The platform does not have it. */
import { operation } from "./operation.js";
import { channelName } from "./recording.js";
import {
  array,
  count,
  dateTime,
  described,
  enumeration,
  fraction,
  model,
  number,
  optional,
  string,
  type Wire,
} from "./schema.js";
import { sessionIdRequest } from "./session.js";

const MS = { unit: "milliseconds" };
const DBFS = { unit: "dBFS" };

const place = {
  startMs: described("When it starts, from the start of the recording.", count, MS),
  endMs: described("When it ends, from the start of the recording.", count, MS),
};

export const channelAudioFactsModel = described(
  "What was heard on one channel.",
  model("ChannelAudioFacts", {
    name: described("The name of the channel.", channelName),
    talkMs: described("How long someone spoke.", count, MS),
    talkShare: described(
      "`talkMs` divided by that of all channels. Null if nobody spoke or the channel is `mixed`.",
      optional(fraction),
    ),
    rmsDbfs: described(
      "The RMS level. 0 is that of a constant signal at full scale. Null for digital silence.",
      optional(number),
      DBFS,
    ),
    peakDbfs: described(
      "The level of the largest absolute sample value. Null for digital silence.",
      optional(number),
      DBFS,
    ),
    clippedMs: described("How long the signal was at full scale.", count, MS),
  }),
);

export const silenceFactsModel = described(
  "When nobody spoke on any channel.",
  model("SilenceFacts", {
    totalMs: described("The total silence.", count, MS),
    longestMs: described("The longest silence.", count, MS),
    longestStartMs: described(
      "When the longest silence starts. Null if there is no silence.",
      optional(count),
      MS,
    ),
  }),
);

export const talkOverModel = described(
  "A period in which the user and the agent spoke at the same time.",
  model("TalkOver", {
    ...place,
    yielded: described(
      "Who stopped first while the other went on. Null if neither did.",
      optional(channelName),
    ),
  }),
);

export const interruptionModel = described(
  "One side began to speak while the other was speaking, and the other stopped.",
  model("Interruption", {
    by: described("Who interrupted.", channelName),
    ...place,
  }),
);

export const responseGapModel = described(
  "The silence between one side and the response of the other.",
  model("ResponseGap", {
    from: described("Who stopped.", channelName),
    to: described("Who spoke next.", channelName),
    startMs: described(
      "When `from` stopped, or when `to` began if that was earlier, from the start of the recording.",
      count,
      MS,
    ),
    gapMs: described(
      "The silence until `to` began. 0 if `to` began before `from` stopped.",
      count,
      MS,
    ),
  }),
);

export const responseGapStatisticsModel = described(
  "The distribution of response gaps in one direction.",
  model("ResponseGapStatistics", {
    medianMs: described("The median. Null if there is no gap.", optional(count), MS),
    p95Ms: described("The 95th percentile. Null if there is no gap.", optional(count), MS),
  }),
);

export const responseGapSummaryModel = described(
  "The distribution of response gaps.",
  model("ResponseGapSummary", {
    userToAgent: described("How long the user waited.", responseGapStatisticsModel),
    agentToUser: described("How long the agent waited.", responseGapStatisticsModel),
  }),
);

export const audioFindingModel = described(
  "A possible fault of a recording.",
  model("AudioFinding", {
    kind: described(
      "The fault. `dead_channel`: there is no sound while the transcript has speech. `drift`: the times of the " +
        "transcript and of the sound differ. `length`: the recording is shorter or longer than the session. `cut`: " +
        "the file ends early. `clipping`: the signal is clipped at full scale. `gap`: sound was removed or inserted.",
      enumeration(["dead_channel", "drift", "length", "cut", "clipping", "gap"]),
    ),
    channel: described(
      "The channel. Absent if the fault concerns all channels.",
      optional(channelName),
    ),
    startMs: described(
      "When the fault starts, from the start of the recording.",
      optional(count),
      MS,
    ),
    endMs: described("When the fault ends, from the start of the recording.", optional(count), MS),
    detail: described("A human-readable description of what was found.", string),
  }),
);
export type AudioFindingWire = Wire<typeof audioFindingModel>;

export const recordingAudioFactsModel = described(
  "What was heard in one recording.",
  model("RecordingAudioFacts", {
    name: described("The name of the recording.", string),
    startedAt: described("When the recording started.", dateTime),
    durationMs: described("The duration of the samples.", count, MS),
    channels: described("The channels, in the order of the file.", array(channelAudioFactsModel)),
    silence: described("When nobody spoke on any channel.", silenceFactsModel),
    talkOver: described(
      "When the user and the agent spoke at the same time for at least 200 ms, in order of time. Empty if they " +
        "are not on separate channels.",
      array(talkOverModel),
    ),
    interruptions: described(
      "When one side interrupted the other, in order of time. Short utterances that did not make the other " +
        "stop, such as `mhm`, are not included. Empty if the user and the agent are not on separate channels.",
      array(interruptionModel),
    ),
    responseGaps: described(
      "The response gap of each change of speaker, in order of time. Empty if the user and the agent are not " +
        "on separate channels.",
      array(responseGapModel),
    ),
    responseGap: described("The distribution of `responseGaps`.", responseGapSummaryModel),
    findings: described("Possible faults of the recording.", array(audioFindingModel)),
  }),
);
export type RecordingAudioFactsWire = Wire<typeof recordingAudioFactsModel>;

export const audioFactsModel = described(
  "What was heard in the recordings of a session.",
  model("AudioFacts", {
    sessionId: described("The session's id.", string),
    recordings: described(
      "The recordings whose `analysis` is `ready`, sorted by name.",
      array(recordingAudioFactsModel),
    ),
  }),
);
export type AudioFactsWire = Wire<typeof audioFactsModel>;

export const sessionAudioGetByIdRequestModel = described(
  "Which session's audio facts to get.",
  sessionIdRequest("SessionAudioGetByIdRequest"),
);

export const sessionAudioGetById = described(
  "Get what was heard in the recordings of a session: talk times, silence, response gaps and possible faults.",
  operation({
    method: "GET",
    path: "/api/v1/sessions/audio/{session_id}",
    request: sessionAudioGetByIdRequestModel,
    result: audioFactsModel,
  }),
  { id: "session_audio_get_by_id", hasEtag: true, errors: [404] },
);
