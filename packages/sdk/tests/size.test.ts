import { expect, test } from "vitest";
import { sizes } from "../bench/size.mjs";

test("bundles stay within their budgets", async () => {
  for (const { name, gzipped, budget } of await sizes()) {
    expect(gzipped, name).toBeLessThanOrEqual(budget);
  }
});
