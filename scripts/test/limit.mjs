const DEFAULT_MINUTES = 45;
const MAX_MINUTES = 10_000;
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];

/** The time limit of a run, from SYLLABLE_TEST_MINUTES. */
export function limitInMinutes(env) {
  const text = env.SYLLABLE_TEST_MINUTES || String(DEFAULT_MINUTES);
  const minutes = Number(text);
  if (minutes > 0 && minutes <= MAX_MINUTES) return minutes;
  throw new Error(
    `SYLLABLE_TEST_MINUTES must be a number above 0 and up to ${MAX_MINUTES}, not "${text}"`,
  );
}

/** Returns a signal that aborts, with a reason, after this time or on a signal to stop. */
export function abortAfter(minutes) {
  const controller = new AbortController();
  const reason = `The checks reached the limit of ${minutes} min (set by SYLLABLE_TEST_MINUTES)`;
  setTimeout(() => controller.abort(reason), minutes * 60_000).unref();
  for (const name of SIGNALS)
    process.on(name, () => controller.abort(`${name} stopped the checks`));
  return controller.signal;
}
