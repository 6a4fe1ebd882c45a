type Env = Record<string, string | undefined>;

/**
 * A variable of the environment, where there is one: browsers have none, and some runtimes ask
 * for a permission first.
 */
export function env(name: string): string | undefined {
  try {
    return (globalThis as { process?: { env?: Env } }).process?.env?.[`SYLLABLESDK_${name}`];
  } catch {
    return undefined;
  }
}
