import type { TestService } from "syllable-test-support/service";
import { expect } from "vitest";

/** The total of a list of sessions. */
export async function totalOf(
  service: TestService,
  query: Record<string, string> = {},
): Promise<number> {
  const response = await service.call(`/api/v1/sessions/?${new URLSearchParams(query)}`);
  expect(response.status).toBe(200);
  return ((await response.json()) as { total_count: number }).total_count;
}
