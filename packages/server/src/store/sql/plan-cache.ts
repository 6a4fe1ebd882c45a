import { LRUCache } from "lru-cache";
import type { Dialect } from "./database.js";

const MAX_CACHED_PLANS = 1_000;

/** Caches the plans of frequent requests, by dialect and request. */
export class PlanCache<T extends object> {
  readonly #byDialect = new WeakMap<Dialect, LRUCache<string, T>>();

  get(dialect: Dialect, request: string): T | undefined {
    return this.#byDialect.get(dialect)?.get(request);
  }

  set(dialect: Dialect, request: string, plan: T): void {
    let plans = this.#byDialect.get(dialect);
    if (!plans) {
      plans = new LRUCache({ max: MAX_CACHED_PLANS });
      this.#byDialect.set(dialect, plans);
    }
    plans.set(request, plan);
  }
}
