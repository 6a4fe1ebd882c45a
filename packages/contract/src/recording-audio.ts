/** What the service computes from the samples of one recording. The platform does not have it. */
import { operation } from "./operation.js";
import { channelName, recordingModel, recordingPlacement } from "./recording.js";
import {
  array,
  count,
  described,
  integer,
  model,
  optional,
  positiveInteger,
  string,
  type Wire,
} from "./schema.js";

const recordingFields = {
  sessionId: described("The session's id.", string),
  name: described("The name of the recording.", string),
};

export const waveformModel = described(
  "The waveform of a recording, in the JSON form of the audiowaveform data format, version 2.",
  model("Waveform", {
    version: described("The version of the data format: 2.", positiveInteger),
    channels: described("The number of channels.", positiveInteger),
    sampleRate: described("The sample rate of the recording.", positiveInteger, { unit: "Hz" }),
    samplesPerPixel: described("The number of samples that each pixel covers.", positiveInteger),
    bits: described("The bits of each value: 8.", positiveInteger),
    length: described("The number of pixels.", count),
    data: described(
      "The minimum and the maximum of each pixel, from -128 to 127: both values of each channel for the " +
        "first pixel, then those for the second pixel, and so on.",
      array(integer),
    ),
  }),
);

/** The data format has it as a signed 32-bit integer. */
const MAX_SAMPLES_PER_PIXEL = 2 ** 31 - 1;

const waveformQuery = {
  samplesPerPixel: described(
    "The number of samples that each pixel covers. Its minimum is the finest stored resolution.",
    optional({ ...positiveInteger, max: MAX_SAMPLES_PER_PIXEL }),
    { defaultsTo: "the finest stored resolution" },
  ),
};

export const recordingWaveformQueryModel = described(
  "The query parameters of a request for a waveform.",
  model("RecordingWaveformQuery", waveformQuery),
);

export const sessionRecordingWaveformGetRequestModel = described(
  "Which recording's waveform to get, and at which resolution.",
  model("SessionRecordingWaveformGetRequest", { ...recordingFields, ...waveformQuery }),
);

export const recordingWaveformGet = described(
  "Get the waveform of a recording in the audiowaveform data format: as JSON with `Accept: application/json`, " +
    "otherwise in its binary form.",
  operation({
    method: "GET",
    path: "/api/v1/sessions/recording/{session_id}/{name}/waveform",
    request: sessionRecordingWaveformGetRequestModel,
    result: waveformModel,
  }),
  { id: "session_recording_waveform_get", hasEtag: true, hasBinaryForm: true, errors: [404, 409] },
);

export const speechSegmentModel = described(
  "A period in which someone speaks.",
  model("SpeechSegment", {
    startMs: described("When it starts, from the start of the recording.", count, {
      unit: "milliseconds",
    }),
    endMs: described("When it ends, from the start of the recording.", count, {
      unit: "milliseconds",
    }),
  }),
);

export const channelSpeechModel = described(
  "The speech on one channel.",
  model("ChannelSpeech", {
    name: described("The name of the channel.", channelName),
    segments: described("The speech segments, in order of time.", array(speechSegmentModel)),
  }),
);

export const speechModel = described(
  "The speech in a recording.",
  model("Speech", {
    channels: described("The channels, in the order of the file.", array(channelSpeechModel)),
  }),
);
export type SpeechWire = Wire<typeof speechModel>;

export const sessionRecordingSpeechGetRequestModel = described(
  "Which recording's speech to get.",
  model("SessionRecordingSpeechGetRequest", recordingFields),
);

export const recordingSpeechGet = described(
  "Get the speech segments of a recording: when someone speaks on each channel.",
  operation({
    method: "GET",
    path: "/api/v1/sessions/recording/{session_id}/{name}/speech",
    request: sessionRecordingSpeechGetRequestModel,
    result: speechModel,
  }),
  { id: "session_recording_speech_get", hasEtag: true, errors: [404, 409] },
);

export const recordingUpdateModel = described(
  "When a recording started and who is heard on its channels. Absent fields do not change; null fields are " +
    "estimated again.",
  model("RecordingUpdate", recordingPlacement),
);

export const updateRecording = described(
  "Set when a recording started and who is heard on its channels.",
  operation({
    method: "PATCH",
    path: "/api/v1/sessions/recording/{session_id}/{name}",
    request: model("UpdateRecordingRequest", recordingFields),
    body: recordingUpdateModel,
    result: recordingModel,
  }),
  { id: "session_recording_patch", hasEtag: true, errors: [404, 413] },
);
