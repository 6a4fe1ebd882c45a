import type { Dialect } from "./database.js";

const MAX_ENTRIES = 1_000;

/** Caches the plans of frequent requests, by dialect and request. */
export class PlanCache<T> {
  readonly #plans = new WeakMap<Dialect, Map<string, T>>();

  get(dialect: Dialect, request: string): T | undefined {
    return this.#plans.get(dialect)?.get(request);
  }

  set(dialect: Dialect, request: string, plan: T): void {
    const plans = this.#plans.get(dialect) ?? new Map<string, T>();
    if (plans.size >= MAX_ENTRIES) plans.clear();
    this.#plans.set(dialect, plans.set(request, plan));
  }
}
