import { quantile, timeOf } from "./latency.mjs";
import { report } from "./load.mjs";

const ROUNDS = 60;
/** Rounds that are not measured, because a new process is slow at first. */
const WARM_UP_ROUNDS = 60;

/**
 * Reports how long each list takes, relative to the newest 25. Both alternate, so that other load on the
 * machine affects both. `lists` has a function for each name that returns the query of a request.
 */
export async function measureLists(urlOf, lists, maxOf) {
  const newest = [];
  const times = Object.fromEntries(Object.keys(lists).map((name) => [name, []]));
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
    for (const [name, query] of Object.entries(lists)) {
      if (round % 4 === 0) newest.push(await timeOf(urlOf("")));
      times[name].push(await timeOf(urlOf(query())));
    }
    if (round < 0) for (const values of [newest, ...Object.values(times)]) values.length = 0;
  }
  const baseline = quantile(newest, 0.5);
  console.log(`  newest 25: ${baseline.toFixed(2)} ms`);
  for (const [name, values] of Object.entries(times)) {
    const median = quantile(values, 0.5);
    const ratio = median / baseline;
    report(`${name}: p50 relative to newest 25`, ratio, maxOf(name), `${median.toFixed(2)} ms`);
  }
}
