const DEFAULT_MINUTES = 25;
const MOST_MINUTES = 10_000;
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];

/** How long a whole run may take, which SYLLABLE_TEST_MINUTES sets. */
export function limitInMinutes(env) {
  const text = env.SYLLABLE_TEST_MINUTES || String(DEFAULT_MINUTES);
  const minutes = Number(text);
  if (minutes > 0 && minutes <= MOST_MINUTES) return minutes;
  throw new Error(
    `SYLLABLE_TEST_MINUTES must be a number above 0 and up to ${MOST_MINUTES}, not "${text}"`,
  );
}

/** Aborts, with the reason, after this time or when the process receives a signal to stop. */
export function runLimit(minutes) {
  const controller = new AbortController();
  const late = `The checks reached their limit of ${minutes} min (SYLLABLE_TEST_MINUTES sets it)`;
  setTimeout(() => controller.abort(late), minutes * 60_000).unref();
  for (const name of SIGNALS)
    process.on(name, () => controller.abort(`${name} stopped the checks`));
  return controller.signal;
}
