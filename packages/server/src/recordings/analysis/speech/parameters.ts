/**
 * All parameters of the speech detector, each with its origin. Levels are RMS levels in dBFS.
 *
 * The detector of WebRTC is not used: it decides per 10 ms, extends speech by 100 ms or more after its end,
 * and also counts ringing tones and bursts of noise as speech.
 */

/** The step of the detector and the resolution of its times: half of the usual 10 ms. */
export const FRAME_MS = 5;

/** Below this are mains hum with its first harmonic, offsets and handling noise, and hardly any speech. */
export const HIGH_PASS_HZ = 120;
/** One or two bands for each formant of speech and for fricatives. The last one is above the telephone band. */
export const BANDS_HZ: readonly (readonly [number, number])[] = [
  [150, 700],
  [700, 1500],
  [1500, 2500],
  [2500, 3800],
  [3800, 7000],
];

/** The level of digital silence, below the noise of 16-bit samples. */
export const SILENCE_DBFS = -100;

/** The noise floor is a low percentile of the levels within 5 seconds, as in minimum statistics. */
export const FLOOR_PERCENTILE = 0.1;
export const FLOOR_BLOCK_MS = 1000;
export const FLOOR_BLOCKS_AROUND = 5;
/** One period of mains hum, whose level varies within the period. */
export const HUM_PERIOD_MS = 20;

/**
 * The minimum log-likelihood ratio of a frame with sound: noise with a sound, over noise alone. 10 is 22,000
 * to 1. Values from 4 to 15 give about the same times.
 */
export const MIN_LOG_LIKELIHOOD_RATIO = 10;
/** Larger ratios are not more certain. The limit keeps one band from outweighing all others. */
export const MAX_POWER_RATIO = 50;

/** A frame is strong if it is clearly above the floor and can be heard. */
export const STRONG_DB = 12;
export const STRONG_MIN_DBFS = -50;
/** An utterance has strong frames of at least this duration. The shortest vowels are that long, clicks are not. */
export const MIN_STRONG_MS = 50;

/** Speech covers 30 dB from its weakest to its loudest parts (ANSI S3.5). Weaker edges are removed. */
export const RANGE_DB = 30;

/** Pauses that do not end an utterance. NIST's evaluations of speaker diarisation also bridge 0.3 s. */
export const BRIDGED_MS = 300;
/** The burst of a plosive follows a closure of at most 100 ms, and can be as short as a frame. */
export const CLOSURE_MS = 100;
/** After a longer pause, a sound belongs to the utterance if it has strong frames of this duration. */
export const MIN_DISTANT_STRONG_MS = 20;

/**
 * The level of speech varies by more than this between its first and its last decile, even in a single short
 * word. Tones vary by less than 1 dB, bursts of noise by 2 dB.
 */
export const MIN_SPREAD_DB = 3;

/** Echo returns within this time. Longer echo is cancelled by every telephone network. */
export const ECHO_DELAY_MS = 300;
/** Echo is at least this much weaker than its origin; what is louder is speech. */
export const ECHO_MIN_LOSS_DB = 18;
/** An origin whose echo can be measured: loud, and clearly above its floor. */
export const ECHO_ORIGIN_DB = 20;
export const ECHO_ORIGIN_MIN_DBFS = -50;
/** The loss of the echo path is a high percentile of the measured losses, plus a margin for its variation. */
export const ECHO_PERCENTILE = 0.9;
export const ECHO_MARGIN_DB = 3;
