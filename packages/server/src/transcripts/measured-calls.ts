import {
  type LatencyEntryWire,
  parseDateTime,
  type SessionTranscriptionWire,
} from "syllable-contract";
import { groupBy } from "./group-by.js";

type Action = SessionTranscriptionWire["actions"][number];

/**
 * Clocks of different machines differ: usually by less than `NEAR_US`, always by less than `SLACK_US`.
 */
const NEAR_US = 100_000;
const SLACK_US = 1_000_000;

interface Call {
  readonly action: Action;
  readonly at: number;
}
interface Step {
  readonly entry: LatencyEntryWire;
  readonly start: number;
  readonly end: number;
}

/**
 * Finds the step that measured each tool call: a step with the tool's name that began when the tool was
 * called, or else one during which it was called. A step measures one call.
 * @param actions In order of time.
 */
export function findMeasuredCalls(
  actions: readonly Action[],
  latency: readonly LatencyEntryWire[],
): Map<Action, LatencyEntryWire> {
  const found = new Map<Action, LatencyEntryWire>();
  const calls = actions.map((action) => ({ action, at: parseDateTime(action.timestamp)! }));
  const callsOf = groupBy(calls, ({ action }) => action.tool_name);
  const steps = latency
    .filter(({ category }) => category === "tool")
    .map((entry) => ({
      entry,
      start: parseDateTime(entry.measurement_start)!,
      end: parseDateTime(entry.timestamp)!,
    }))
    .sort((one, other) => one.start - other.start);
  for (const [name, ofName] of groupBy(steps, ({ entry }) => entry.label)) {
    const named = callsOf.get(name) ?? [];
    const unpaired = pair(named, ofName, found, NEAR_US, ({ start }) => start + NEAR_US);
    pair(named, unpaired, found, SLACK_US, ({ end }) => end + SLACK_US);
  }
  return found;
}

/**
 * Pairs each step with the first unpaired call between `before` its start and `until`, and returns the
 * steps that have none.
 */
function pair(
  calls: readonly Call[],
  steps: readonly Step[],
  found: Map<Action, LatencyEntryWire>,
  before: number,
  until: (step: Step) => number,
): Step[] {
  let next = 0;
  return steps.filter((step) => {
    // Calls that are too early for this step are too early for all later steps.
    while (calls[next] && (found.has(calls[next]!.action) || calls[next]!.at < step.start - before))
      next++;
    const call = calls[next];
    if (!call || call.at > until(step)) return true;
    found.set(call.action, step.entry);
    return false;
  });
}
