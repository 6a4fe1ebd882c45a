import type {
  LatencyEntryWire,
  LatencyMeasurementWire,
  SummaryEntryWire,
} from "#contract/latency.js";
import { describeMilliseconds, isoDuration, round, toMilliseconds } from "./duration.js";

export const millisecondsOf = ({ value, unit_type }: LatencyMeasurementWire): number =>
  toMilliseconds(value, unit_type);

/** A measurement with what can be worked out filled in. */
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

/** An entry for each category, followed by one for each of its labels where it has several. */
export function summarize(entries: readonly LatencyEntryWire[]): SummaryEntryWire[] {
  return [...groupBy(entries, ({ category }) => category).values()].flatMap((ofCategory) => {
    const labels = [...groupBy(ofCategory, ({ label }) => label)];
    return [
      sumUp(ofCategory),
      ...(labels.length > 1 ? labels.map(([label, ofLabel]) => sumUp(ofLabel, label)) : []),
    ];
  });
}

function sumUp(entries: readonly LatencyEntryWire[], label?: string): SummaryEntryWire {
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

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
