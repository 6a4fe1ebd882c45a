/** Every threshold of the audio facts, with its reason. Times are in milliseconds. */

/**
 * A shorter pause of a speaker does not end a stretch of speech. Pauses up to this length occur
 * inside words and phrases (stops, breath); listeners do not hear them as an end.
 */
export const PHRASE_PAUSE_MS = 300;

/**
 * After a shorter pause in which nobody else spoke, a speaker goes on with the same turn. Speech recognition ends
 * a turn after about this much silence.
 */
export const TURN_PAUSE_MS = 700;

/**
 * A shorter overlap is not talk-over. Listeners do not notice overlaps below about 120 ms, and each of its
 * two ends is measured with an error of up to 30 ms.
 */
export const MIN_TALK_OVER_MS = 200;

/** Speakers whose starts or ends differ by less started or stopped at the same time. */
export const SIMULTANEOUS_MS = 100;

/** A shorter utterance may be a back-channel, such as `mhm`: it does not end the other's turn. */
export const BACK_CHANNEL_MS = 1_000;

/** A speaker who continues this soon after a back-channel had only paused. */
export const RESUME_MS = 1_000;

/** A turn of the transcript matches an onset of speech within this time: clients log the time at which they handled an event. */
export const TURN_TOLERANCE_MS = 500;

/** The same for transcripts in whole seconds: rounding adds half a second. */
export const WHOLE_SECOND_TOLERANCE_MS = 750;

/** A transcript has times in whole seconds if all of at least this many turns do. */
export const MIN_WHOLE_SECOND_TURNS = 4;

/** Estimates below this probability are not used. The default is better than a wrong place. */
export const MIN_CONFIDENCE = 0.95;

/**
 * A transcript belongs to a recording if this share of the turns of one side matches an onset. By chance, a fifth
 * of them match, or half if gaps are assumed wherever they help.
 */
export const MIN_MATCHED_SHARE = 0.7;

/** The minimum number of matched turns: two may match by chance. */
export const MIN_MATCHED_TURNS = 3;

/** The minimum number of matched turns from which a drift is derived. */
export const MIN_DRIFT_TURNS = 6;

/** Ordinary crystal clocks and rounding cause smaller drifts. This one moves a 2-minute call by less than a second. */
export const MIN_DRIFT = 0.007;

/** A drift must exceed its standard error by this factor: about one clean recording in 10,000 does so by chance. */
export const DRIFT_SIGMAS = 4;

/** The minimum spread that turn times are assumed to have. With few turns, the measured spread may be too small by chance. */
export const MIN_TURN_SPREAD_MS = 120;

/** Speech recognition delays turns by up to this much, so a smaller difference between the stated start and the sound is no fault. */
export const MIN_OFFSET_MS = 2_000;

/** A smaller step in the offset is within the spread of turn times. */
export const MIN_GAP_MS = 1_500;

/** The matched turns needed on each side of a gap: one turn alone may have a wrong time. */
export const MIN_GAP_TURNS = 2;

/**
 * A channel is dead if the transcript has this many turns in one silence: a single one may be typed, or have
 * a wrong time.
 */
export const MIN_DEAD_TURNS = 2;

/** Turns this close to speech may belong to it. */
export const DEAD_MARGIN_MS = 1_500;

/** A shorter silence is not a dead channel. */
export const MIN_DEAD_MS = 5_000;

/** A recording may differ this much from the session: call set-up, and durations in whole seconds. */
export const LENGTH_MARGIN_MS = 2_000;

/** The same as a fraction of the session, for long sessions. */
export const LENGTH_MARGIN = 0.01;

/** Less clipping is inaudible: single samples at full scale. */
export const MIN_CLIPPED_MS = 100;

/** Clipping is heard as distortion if it affects about this fraction of the speech or more. */
export const MIN_CLIPPED_SHARE = 0.005;
