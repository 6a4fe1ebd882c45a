/** A service may respond to a request before it has read the body. */
import { ADMIN_KEY, startService, type TestService } from "syllable-test-support/service";
import { putSession } from "syllable-test-support/sessions";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startBalancer } from "./balancer.mjs";

const MAX_RECORDING_BYTES = 3_000_000;
const ROUNDS = 5;

let service: TestService;
let balancer: Awaited<ReturnType<typeof startBalancer>>;
beforeAll(async () => {
  service = await startService({ maxRecordingBytes: MAX_RECORDING_BYTES });
  await putSession(service, "1");
  balancer = await startBalancer({ services: [service.url] });
});
afterAll(async () => {
  await balancer.stop();
  await service.remove();
});

test.each([
  [401, "an invalid API key", { "syllable-api-key": "wrong" }],
  [
    413,
    "a recording that is too large",
    { "syllable-api-key": ADMIN_KEY, "content-type": "audio/wav" },
  ],
])("the balancer passes on an early %i for %s", async (status, _what, headers) => {
  const url = `${balancer.url}/api/v1/sessions/recording/1/call`;
  const body = Buffer.alloc(40_000_000, "x");
  for (let round = 0; round < ROUNDS; round++) {
    const response = await fetch(url, { method: "PUT", headers, body });
    expect([response.status, await response.json()]).toEqual([
      status,
      { detail: expect.any(String) },
    ]);
  }
});
