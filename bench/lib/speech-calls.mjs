/** The synthesised calls in which the benchmarks look for speech, and how exactly it has to be found. */

/** The limits of the 95th percentiles. */
export const MAX_EDGE_MS = 30;
export const MAX_GAP_MS = 40;

/** Different seeds from those with which the parameters of the detector were tuned. */
export const FIRST_SEED = 5001;
export const NOISES = [
  { kind: "pink", dbfs: -70 },
  { kind: "pink", dbfs: -60 },
  { kind: "white", dbfs: -55 },
  { kind: "pink", dbfs: -50 },
  { kind: "hum", dbfs: -45 },
  { kind: "pink", dbfs: -45 },
];
export const CROSSTALK_DB = [undefined, -25, -30, -40];
