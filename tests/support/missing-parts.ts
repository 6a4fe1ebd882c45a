declare module "vitest" {
  interface TaskMeta {
    /** Why a test is skipped. The summary of the run shows it. */
    skipReason?: string;
  }
}

export interface SkipOptions {
  readonly skip?: boolean;
  readonly meta?: { readonly skipReason: string };
}

const reasons: string[] = [];

/** Records why an external program is missing, for the tests of this file that need it. */
export function reportMissing(name: string, reason: unknown): undefined {
  const text = reason instanceof Error ? reason.message : String(reason);
  reasons.push(`no ${name}: ${text}`);
  console.log(reasons.at(-1));
}

/** Options for tests that need these programs. They skip the test, with the reason, if one is missing. */
export const needs = (...programs: readonly unknown[]): SkipOptions =>
  onlyIf(programs.every(Boolean), reasons.join("; ") || "a program is missing");

/** Options for tests that need a condition. They skip the test, with the reason, if it is not met. */
export const onlyIf = (condition: boolean, reason: string): SkipOptions =>
  condition ? {} : { skip: true, meta: { skipReason: reason } };
