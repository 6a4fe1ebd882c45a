const whole = new Intl.NumberFormat("en-US");

/** `12,408`. */
export const count = (value: number): string => whole.format(value);

/** `12,408 sessions`, or `1 session`. */
export const counted = (value: number, noun: string): string =>
  `${count(value)} ${noun}${value === 1 ? "" : "s"}`;

/** `9.4 s`, of milliseconds. */
export const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

const UNITS = ["bytes", "kB", "MB", "GB", "TB", "PB"] as const;

/** `1.3 GB`, in powers of 1,000. */
export function bytes(value: number): string {
  let unit = 0;
  let rest = value;
  while (rest >= 999.5 && unit < UNITS.length - 1) {
    rest /= 1_000;
    unit++;
  }
  return `${unit === 0 || rest >= 99.5 ? Math.round(rest) : rest.toPrecision(2)} ${UNITS[unit]}`;
}

/** `4.1%`. Shares that are neither none nor all are never written as 0% or 100%. */
export function percent(part: number, whole: number): string {
  if (part === 0 || whole === 0) return "0%";
  if (part === whole) return "100%";
  const share = (100 * part) / whole;
  if (share > 100) return `${count(Math.round(share))}%`;
  if (share < 0.1) return "<0.1%";
  return `${Math.min(share, 99.9).toFixed(1)}%`;
}
