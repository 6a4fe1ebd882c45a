/**
 * Runs parts of a transaction at the same time, so that PostgreSQL does not wait for a round trip between
 * their statements. Waits for all parts even if one fails, because a statement that is sent after the
 * transaction has ended would be committed by itself.
 */
export async function together<T extends readonly unknown[]>(
  parts: readonly [...{ [Index in keyof T]: Promise<T[Index]> }],
): Promise<T> {
  try {
    return (await Promise.all(parts)) as unknown as T;
  } catch (firstError) {
    await Promise.allSettled(parts);
    throw firstError;
  }
}
