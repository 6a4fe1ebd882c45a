/** A time as screen readers say it: `1 hour 2 minutes 3 seconds`. */
export function spokenTime(seconds: number): string {
  const parts = [
    [Math.floor(seconds / 3_600), "hour"],
    [Math.floor(seconds / 60) % 60, "minute"],
    [Math.floor(seconds) % 60, "second"],
  ] as const;
  const said = parts
    .filter(([value]) => value > 0)
    .map(([value, unit]) => `${value} ${unit}${value === 1 ? "" : "s"}`);
  return said.join(" ") || "0 seconds";
}
