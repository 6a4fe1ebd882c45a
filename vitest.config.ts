import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const contract = fileURLToPath(new URL("packages/contract/src/index.ts", import.meta.url));

export default defineConfig({
  resolve: { alias: { "syllable-contract": contract } },
  test: {
    globalSetup: "scripts/test/build-changed.mjs",
    // On a busy CI machine, tests of time limits may fail. A test that fails three times is a failure.
    retry: process.env.CI ? 2 : 0,
    // Most tests wait for processes, disks and sockets rather than compute.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["packages/*/src/**/*.test.ts"],
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "integration",
          include: [
            "tests/**/*.test.ts",
            "tools/**/*.test.ts",
            "scripts/**/*.test.ts",
            "packages/*/tests/**/*.test.ts",
          ],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
