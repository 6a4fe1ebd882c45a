/** Reads traces of Chromium. */

/** What has to be traced for `tasksBetween`. */
export const CATEGORIES = ["blink.user_timing", "disabled-by-default-devtools.timeline"];

/**
 * The tasks on the main thread of a page between two of its marks (`performance.mark`), with their lengths and CPU
 * times.
 */
export function tasksBetween(trace, first, last) {
  const { traceEvents: events } = JSON.parse(trace.toString());
  const markOf = (name) => {
    const mark = events.find(
      ({ cat, name: found }) => found === name && cat.includes("user_timing"),
    );
    if (!mark) throw new Error(`The trace has no mark ${name}`);
    return mark;
  };
  const start = markOf(first);
  const end = markOf(last);
  const tasks = events.filter(
    ({ name, pid, tid, ts }) =>
      name === "RunTask" &&
      pid === start.pid &&
      tid === start.tid &&
      ts >= start.ts &&
      ts <= end.ts,
  );
  if (tasks.length === 0) throw new Error("The trace has no tasks");
  return tasks.map(({ dur = 0, tdur = 0 }) => ({ ms: dur / 1_000, cpuMs: tdur / 1_000 }));
}
