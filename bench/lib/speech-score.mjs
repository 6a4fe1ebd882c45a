/** Compares detected speech with what is known about a call. */

const FRAME_MS = 10;

/**
 * The errors of detected speech in milliseconds, positive if it is late. An utterance that was not found
 * has infinite errors. `spurious` counts segments in which nobody speaks.
 *
 * @param segments the detected speech of each channel
 */
export function scoreCall(call, segments) {
  const errors = call.utterances.map((utterance) => edgeErrors(utterance, segments));
  const spoken = (channel) => call.utterances.filter((utterance) => utterance.channel === channel);
  const spurious = segments.flatMap((found, channel) =>
    found.filter((segment) => !spoken(channel).some((utterance) => overlaps(segment, utterance))),
  );
  return {
    onsets: errors.map(({ onset }) => onset),
    ends: errors.map(({ end }) => end),
    gaps: errors.slice(1).map(({ onset }, index) => onset - errors[index].end),
    missed: errors.filter(({ onset }) => !Number.isFinite(onset)).length,
    spurious: spurious.length,
  };
}

function edgeErrors(utterance, segments) {
  const found = segments[utterance.channel].filter((segment) => overlaps(segment, utterance));
  if (found.length === 0) return { onset: Number.POSITIVE_INFINITY, end: Number.POSITIVE_INFINITY };
  return {
    onset: found[0].startMs - utterance.startMs,
    end: found.at(-1).endMs - utterance.endMs,
  };
}

const overlaps = (a, b) => a.startMs < b.endMs && b.startMs < a.endMs;

/** A percentile of the absolute values. */
export function percentile(errors, share) {
  const sorted = errors.map((error) => Math.abs(error)).sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

/** The number of 10 ms frames, and of those in which both lists agree. */
export function agreement(expected, found, durationMs) {
  const frames = Math.floor(durationMs / FRAME_MS);
  const isIn = (segments) => {
    const flags = new Uint8Array(frames);
    for (const { startMs, endMs } of segments) {
      flags.fill(1, Math.round(startMs / FRAME_MS), Math.round(endMs / FRAME_MS));
    }
    return flags;
  };
  const [a, b] = [isIn(expected), isIn(found)];
  return { frames, same: a.filter((flag, index) => flag === b[index]).length };
}
