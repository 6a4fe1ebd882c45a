import { operation } from "./operation.js";
import {
  array,
  count,
  dateTime,
  enumeration,
  extend,
  type Infer,
  model,
  number,
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

export const LatencyUnit = {
  Minutes: "minutes",
  Seconds: "seconds",
  Milliseconds: "milliseconds",
  Microseconds: "microseconds",
  Nanoseconds: "nanoseconds",
} as const;
export type LatencyUnit = (typeof LatencyUnit)[keyof typeof LatencyUnit];

const measured = {
  /** When the measured step ended. */
  timestamp: dateTime,
  /** When the measured step began. */
  measurementStart: dateTime,
  /** The kind of step. */
  category: enumeration<LatencyCategory>(LatencyCategory),
  /** What was measured, such as a tool's name. */
  label: string,
  /** Further facts about the step. */
  metadata: optional(array(string)),
  /** The unit of `value`. */
  unitType: enumeration<LatencyUnit>(LatencyUnit),
  /** How long the step took, in `unitType`. */
  value: number,
};

export const latencyEntryModel = extend("LatencyEntry", measured, {
  /** How long the step took, for people, such as `420 ms`. */
  valueStr: string,
  /** How long the step took, an ISO 8601 duration such as `PT0.42S`. */
  timeDelta: string,
});
/** How long one step of a session took. */
export interface LatencyEntry extends Infer<typeof latencyEntryModel> {}
export type LatencyEntryWire = Wire<typeof latencyEntryModel>;

/** A latency entry as it is put: what the service can work out may be left out. */
export const latencyMeasurementModel = extend("LatencyMeasurement", measured, {
  /** How long the step took, for people. Default: worked out from `value`. */
  valueStr: optional(string),
  /** How long the step took, an ISO 8601 duration. Default: worked out from `value`. */
  timeDelta: optional(string),
});
/** A latency entry as it is put. */
export interface LatencyMeasurement extends Infer<typeof latencyMeasurementModel> {}
export type LatencyMeasurementWire = Wire<typeof latencyMeasurementModel>;

export const sessionLatencyPutModel = model("SessionLatency", {
  /** The measured steps. */
  timeline: array(latencyMeasurementModel),
});
/** How long the steps of a session took, as it is put. */
export interface SessionLatency extends Infer<typeof sessionLatencyPutModel> {}

export const summaryEntryModel = model("SummaryEntry", {
  /** The kind of step. */
  category: enumeration<LatencyCategory>(LatencyCategory),
  /** The label that the entry is about; absent where it is about all of its category. */
  subCategory: optional(string),
  /** How many steps there were. */
  eventCount: count,
  /** How long they took together, in milliseconds. */
  sumMs: number,
  /** How long they took together, for people. */
  sumStr: string,
  /** How long they took on average, in milliseconds. */
  averageMs: number,
  /** How long they took on average, for people. */
  averageStr: string,
});
/** How long the steps of one kind took. */
export interface SummaryEntry extends Infer<typeof summaryEntryModel> {}
export type SummaryEntryWire = Wire<typeof summaryEntryModel>;

export const inspectLatencyResponseModel = model("InspectLatencyResponse", {
  /** The session's id. */
  sessionId: string,
  /** The measured steps, in order of time. */
  timeline: array(latencyEntryModel),
  /** The steps summed up by category, and by label within a category that has several. */
  summary: optional(array(summaryEntryModel)),
});
/** How long the steps of a session took. */
export interface InspectLatencyResponse extends Infer<typeof inspectLatencyResponseModel> {}

export const sessionLatencyGetByIdRequestModel = sessionIdRequest("SessionLatencyGetByIdRequest");
/** Which session's latency to read. */
export interface SessionLatencyGetByIdRequest
  extends Infer<typeof sessionLatencyGetByIdRequestModel> {}

/** Read how long the steps of a session took. */
export const sessionLatencyGetById = operation({
  id: "session_latency_get_by_id",
  method: "GET",
  path: "/api/v1/sessions/latency/{session_id}",
  request: sessionLatencyGetByIdRequestModel,
  result: inspectLatencyResponseModel,
  errors: [404],
});
