/** The window over which a level is measured, and the step between levels. */
const WINDOW_SECONDS = 0.005;
const STEP_SECONDS = 0.001;
/** Speech covers 30 dB, from its weakest to its loudest parts: the range that ANSI S3.5 assumes. */
const RANGE_DB = 30;

/**
 * When an utterance is audible, in milliseconds from the start of its samples: from the first to the
 * last window of 5 ms whose level is within 30 dB of the loudest window. The samples must be clean:
 * the utterance as it is in the channel, before noise and cross-talk are added.
 */
export function audibleStretch(samples, sampleRate, rangeDb = RANGE_DB) {
  const window = Math.round(WINDOW_SECONDS * sampleRate);
  const energies = [];
  for (let step = 0; ; step++) {
    const from = Math.round(step * STEP_SECONDS * sampleRate);
    if (from + window > samples.length) break;
    let energy = 0;
    for (let at = from; at < from + window; at++) energy += samples[at] ** 2;
    energies.push(energy);
  }
  const threshold = Math.max(...energies) / 10 ** (rangeDb / 10);
  const isAudible = (energy) => energy >= threshold;
  const first = energies.findIndex(isAudible);
  const last = energies.findLastIndex(isAudible);
  // The middle of the window is the time of its level.
  const middle = (WINDOW_SECONDS / 2) * 1000;
  const toMs = (step) => step * STEP_SECONDS * 1000 + middle;
  return {
    startMs: toMs(first),
    endMs: toMs(last),
    longestPauseMs: longestPause(energies, isAudible),
  };
}

/** The longest stretch within the utterance that is not audible. */
function longestPause(energies, isAudible) {
  let longest = 0;
  let lastAudible = energies.findIndex(isAudible);
  for (let step = lastAudible; step < energies.length; step++) {
    if (!isAudible(energies[step])) continue;
    longest = Math.max(longest, step - lastAudible - 1);
    lastAudible = step;
  }
  return longest * STEP_SECONDS * 1000;
}
