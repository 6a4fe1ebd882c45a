import type { AudioFacts } from "syllable-sdk/models/components";

export interface Share {
  readonly name: string;
  readonly percent: number;
}

/** How much of the time each channel spoke, and nobody did. Whole percentages, which add up to 100. */
export function sharesOf({ recordings }: AudioFacts): Share[] {
  const total = new Map<string, number>();
  for (const { channels, silence } of recordings) {
    for (const { name, talkMs } of channels) total.set(name, (total.get(name) ?? 0) + talkMs);
    total.set("neither", (total.get("neither") ?? 0) + silence.totalMs);
  }
  const all = [...total.values()].reduce((sum, ms) => sum + ms, 0);
  if (all === 0) return [];
  const names = [...total.keys()].sort((one, other) => rank(one) - rank(other));
  let before = 0;
  let rounded = 0;
  return names.map((name) => {
    before += (total.get(name)! / all) * 100;
    const percent = Math.round(before) - rounded;
    rounded += percent;
    return { name, percent };
  });
}

const RANKS = ["user", "agent", "mixed"];
const rank = (name: string): number =>
  name === "neither"
    ? RANKS.length + 1
    : (RANKS.indexOf(name) + RANKS.length + 1) % (RANKS.length + 1);
