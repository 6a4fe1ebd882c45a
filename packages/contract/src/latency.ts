import { operation } from "./operation.js";
import {
  array,
  count,
  dateTime,
  described,
  enumeration,
  model,
  number,
  openModel,
  optional,
  string,
  type Wire,
} from "./schema.js";
import { sessionIdRequest } from "./session.js";

export const LatencyCategory = {
  Tts: "tts",
  Stt: "stt",
  Llm: "llm",
  Tool: "tool",
  Http: "http",
} as const;
export type LatencyCategory = (typeof LatencyCategory)[keyof typeof LatencyCategory];

export const latencyCategory = described(
  "What kind of step was measured: text to speech, speech to text, a language model, a tool or an HTTP request.",
  enumeration<LatencyCategory>(LatencyCategory),
  { name: "LatencyCategory" },
);

export const LatencyUnitType = {
  Minutes: "minutes",
  Seconds: "seconds",
  Milliseconds: "milliseconds",
  Microseconds: "microseconds",
  Nanoseconds: "nanoseconds",
} as const;
export type LatencyUnitType = (typeof LatencyUnitType)[keyof typeof LatencyUnitType];

export const latencyUnitType = described(
  "The unit of a measured time.",
  enumeration<LatencyUnitType>(LatencyUnitType),
  { name: "LatencyUnitType" },
);

const measurement = {
  timestamp: described("When the measured step ended.", dateTime),
  measurementStart: described("When the measured step began.", dateTime),
  category: described("The kind of step.", latencyCategory),
  label: described("What was measured, such as the name of a tool.", string),
  metadata: described("Further facts about the step.", optional(array(string))),
  unitType: described("The unit of `value`.", latencyUnitType),
  value: described("How long the step took, in the unit `unitType`.", number),
};

export const latencyEntryModel = described(
  "How long one step of a session took.",
  model("LatencyEntry", {
    ...measurement,
    valueStr: described("How long the step took, for people, such as `420 ms`.", string),
    timeDelta: described("How long the step took, an ISO 8601 duration such as `PT0.42S`.", string),
  }),
);
export type LatencyEntryWire = Wire<typeof latencyEntryModel>;

export const latencyMeasurementModel = described(
  "How long one step of a session took. The service computes `valueStr` and `timeDelta` if they are omitted.",
  openModel("LatencyMeasurement", {
    ...measurement,
    valueStr: described("How long the step took, for people.", optional(string), {
      defaultsTo: "computed from `value`",
    }),
    timeDelta: described("How long the step took, an ISO 8601 duration.", optional(string), {
      defaultsTo: "computed from `value`",
    }),
  }),
);
export type LatencyMeasurementWire = Wire<typeof latencyMeasurementModel>;

export const summaryEntryModel = described(
  "How long the steps of one category took in total.",
  openModel("SummaryEntry", {
    category: described("The kind of step.", latencyCategory),
    subCategory: described(
      "The label of the steps. Absent if the entry is about the whole category.",
      optional(string),
    ),
    eventCount: described("The number of steps.", count),
    sumMs: described("The total time.", number, { unit: "milliseconds" }),
    sumStr: described("The total time, for people.", string),
    averageMs: described("The average time.", number, { unit: "milliseconds" }),
    averageStr: described("The average time, for people.", string),
  }),
);
export type SummaryEntryWire = Wire<typeof summaryEntryModel>;

export const sessionLatencyPutModel = described(
  "How long the steps of a session took, as sent to the service.",
  openModel("SessionLatency", {
    sessionId: described(
      "The session's id. If present, it must equal the id in the path.",
      optional(string),
    ),
    timeline: described("The measured steps.", array(latencyMeasurementModel)),
    summary: described(
      "The totals of each category, and of each label if a category has several.",
      optional(array(summaryEntryModel)),
      { defaultsTo: "computed from `timeline`" },
    ),
  }),
);

export const inspectLatencyResponseModel = described(
  "How long the steps of a session took.",
  model("InspectLatencyResponse", {
    sessionId: described("The session's id.", string),
    timeline: described("The measured steps, in order of time.", array(latencyEntryModel)),
    summary: described(
      "The totals of each category, and of each label if a category has several.",
      optional(array(summaryEntryModel)),
    ),
  }),
);

export const sessionLatencyGetByIdRequestModel = described(
  "Which session's latency to get.",
  sessionIdRequest("SessionLatencyGetByIdRequest"),
);

export const sessionLatencyGetById = described(
  "Get the latency of the steps of a session.",
  operation({
    method: "GET",
    path: "/api/v1/sessions/latency/{session_id}",
    request: sessionLatencyGetByIdRequestModel,
    result: inspectLatencyResponseModel,
  }),
  { id: "session_latency_get_by_id", hasEtag: true, errors: [404] },
);
