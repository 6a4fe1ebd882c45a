/** Generated from the declarations by `npm run generate`. Do not edit. */
import type { LatencyCategory, LatencyUnitType } from "../latency.js";

/** How long the steps of a session took. */
export interface InspectLatencyResponse {
  /** The session's id. */
  sessionId: string;
  /** The measured steps, in order of time. */
  timeline: LatencyEntry[];
  /** The totals of each category, and of each label if a category has several. */
  summary?: SummaryEntry[] | null | undefined;
}

/** How long one step of a session took. */
export interface LatencyEntry {
  /** When the measured step ended. */
  timestamp: Date;
  /** When the measured step began. */
  measurementStart: Date;
  /** The kind of step. */
  category: LatencyCategory;
  /** What was measured, such as the name of a tool. */
  label: string;
  /** Further facts about the step. */
  metadata?: string[] | null | undefined;
  /** The unit of `value`. */
  unitType: LatencyUnitType;
  /** How long the step took, in the unit `unitType`. */
  value: number;
  /** How long the step took, for people, such as `420 ms`. */
  valueStr: string;
  /** How long the step took, an ISO 8601 duration such as `PT0.42S`. */
  timeDelta: string;
}

/**
 * How long one step of a session took. The service computes `valueStr` and `timeDelta` if they are
 * omitted.
 */
export interface LatencyMeasurement {
  /** When the measured step ended. */
  timestamp: Date;
  /** When the measured step began. */
  measurementStart: Date;
  /** The kind of step. */
  category: LatencyCategory;
  /** What was measured, such as the name of a tool. */
  label: string;
  /** Further facts about the step. */
  metadata?: string[] | null | undefined;
  /** The unit of `value`. */
  unitType: LatencyUnitType;
  /** How long the step took, in the unit `unitType`. */
  value: number;
  /**
   * How long the step took, for people.
   * @default computed from `value`
   */
  valueStr?: string | null | undefined;
  /**
   * How long the step took, an ISO 8601 duration.
   * @default computed from `value`
   */
  timeDelta?: string | null | undefined;
}

/** Which session's latency to get. */
export interface SessionLatencyGetByIdRequest {
  /** The session's id. */
  sessionId: string;
}

/** How long the steps of a session took, as sent to the service. */
export interface SessionLatency {
  /** The session's id. If present, it must equal the id in the path. */
  sessionId?: string | null | undefined;
  /** The measured steps. */
  timeline: LatencyMeasurement[];
  /**
   * The totals of each category, and of each label if a category has several.
   * @default computed from `timeline`
   */
  summary?: SummaryEntry[] | null | undefined;
}

/** How long the steps of one category took in total. */
export interface SummaryEntry {
  /** The kind of step. */
  category: LatencyCategory;
  /** The label of the steps. Absent if the entry is about the whole category. */
  subCategory?: string | null | undefined;
  /** The number of steps. */
  eventCount: number;
  /** The total time. Unit: milliseconds. */
  sumMs: number;
  /** The total time, for people. */
  sumStr: string;
  /** The average time. Unit: milliseconds. */
  averageMs: number;
  /** The average time, for people. */
  averageStr: string;
}
