import {
  addValidationError,
  type LatencyEntryWire,
  type LatencyMeasurementWire,
  type SummaryEntryWire,
  type ValidationError,
} from "syllable-contract";
import { describeMilliseconds, isoDuration, round, toMilliseconds } from "./duration.js";
import { groupBy } from "./group-by.js";

/** The duration of a step in milliseconds, rounded to nanoseconds. */
export const millisecondsOf = ({ value, unit_type }: LatencyMeasurementWire): number =>
  round(toMilliseconds(value, unit_type), 6);

/** Far longer than any session, and short enough that sums stay finite. */
const MAX_MS = 1e15;

/** The validation errors of measurements that are too long to be added up. */
export function findOverlong(measured: readonly LatencyMeasurementWire[]): ValidationError[] {
  const errors: ValidationError[] = [];
  const msg = `must be no longer than ${MAX_MS / 1_000} seconds`;
  for (const [index, { value, unit_type }] of measured.entries()) {
    if (Math.abs(toMilliseconds(value, unit_type)) <= MAX_MS) continue;
    const loc = ["body", "timeline", index, "value"];
    if (!addValidationError(errors, { loc, msg, type: "value_error" })) break;
  }
  return errors;
}

/** A measurement, with the missing texts of its duration added. */
export function completeEntry(measurement: LatencyMeasurementWire): LatencyEntryWire {
  const ms = millisecondsOf(measurement);
  const { metadata, ...entry } = measurement;
  return {
    ...entry,
    ...(metadata ? { metadata } : {}),
    value_str: measurement.value_str ?? describeMilliseconds(ms),
    time_delta: measurement.time_delta ?? isoDuration(ms),
  };
}

/** An entry for each category, followed by one for each of its labels if it has several. */
export function summarize(entries: readonly LatencyEntryWire[]): SummaryEntryWire[] {
  return [...groupBy(entries, ({ category }) => category).values()].flatMap((ofCategory) => {
    const labels = [...groupBy(ofCategory, ({ label }) => label)];
    return [
      summarizeEntries(ofCategory),
      ...(labels.length > 1
        ? labels.map(([label, ofLabel]) => summarizeEntries(ofLabel, label))
        : []),
    ];
  });
}

function summarizeEntries(entries: readonly LatencyEntryWire[], label?: string): SummaryEntryWire {
  const sum = entries.reduce((total, entry) => total + millisecondsOf(entry), 0);
  const average = sum / entries.length;
  return {
    category: entries[0]!.category,
    ...(label === undefined ? {} : { sub_category: label }),
    event_count: entries.length,
    sum_ms: round(sum, 6),
    sum_str: describeMilliseconds(sum),
    average_ms: round(average, 6),
    average_str: describeMilliseconds(average),
  };
}
