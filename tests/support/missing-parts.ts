declare module "vitest" {
  interface TaskMeta {
    /** Why a test is skipped, for the summary of the run. */
    skipReason?: string;
  }
}

export interface SkipOptions {
  readonly skip?: boolean;
  readonly meta?: { readonly skipReason: string };
}

const reasons: string[] = [];

/** Records why a part cannot be had here, for the tests of this file that need it. */
export function reportMissing(part: string, reason: unknown): undefined {
  const text = reason instanceof Error ? reason.message : String(reason);
  reasons.push(`no ${part}: ${text}`);
  console.log(reasons.at(-1));
}

/** Options of tests that need these parts: skipped, with the reason, if one of them is missing. */
export const needs = (...parts: readonly unknown[]): SkipOptions =>
  onlyIf(parts.every(Boolean), reasons.join("; ") || "a part is missing");

/** Options of tests that need a condition: skipped, with the reason, if it is not met. */
export const onlyIf = (condition: boolean, reason: string): SkipOptions =>
  condition ? {} : { skip: true, meta: { skipReason: reason } };
