import {
  type LatencyEntryWire,
  parseDateTime,
  type SessionTranscriptionWire,
} from "syllable-contract";
import { groupBy } from "./group-by.js";

type Action = SessionTranscriptionWire["actions"][number];

/** Clocks of different machines tell the same call: most of them by so much apart, none by more. */
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
 * Finds the step that measured each tool call: one of the tool's name that began when it was called,
 * else one that it falls in. A step measures one call.
 * @param actions in order of time
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
    const left = pair(named, ofName, found, NEAR_US, ({ start }) => start + NEAR_US);
    pair(named, left, found, SLACK_US, ({ end }) => end + SLACK_US);
  }
  return found;
}

/**
 * Pairs each step with the first call that is left of those from a little before its start until a
 * last moment, and gives the steps that found none.
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
    // What lies before this step lies before those that follow.
    while (calls[next] && (found.has(calls[next]!.action) || calls[next]!.at < step.start - before))
      next++;
    const call = calls[next];
    if (!call || call.at > until(step)) return true;
    found.set(call.action, step.entry);
    return false;
  });
}
