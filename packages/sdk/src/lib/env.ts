type Env = Record<string, string | undefined>;

/**
 * An environment variable of the SDK; `undefined` in browsers, which have none, and in runtimes
 * that deny access.
 */
export function env(name: string): string | undefined {
  try {
    return (globalThis as { process?: { env?: Env } }).process?.env?.[`SYLLABLESDK_${name}`];
  } catch {
    return undefined;
  }
}
