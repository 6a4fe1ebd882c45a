/** A time, in microseconds since 1970, in the format of requests and responses. */
export function timeText(microseconds: number): string {
  const seconds = Math.floor(microseconds / 1_000_000);
  const rest = String(microseconds - seconds * 1_000_000).padStart(6, "0");
  return `${new Date(seconds * 1_000).toISOString().slice(0, 19)}.${rest}Z`;
}
