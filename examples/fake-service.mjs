// Tests code that uses the SDK without a service: a fake fetcher returns the responses.
// Run: node examples/fake-service.mjs
import assert from "node:assert/strict";
import { HTTPClient, SyllableSDK } from "syllable-sdk";

const httpClient = new HTTPClient({
  async fetcher(input) {
    assert.equal(new Request(input).url, "http://fake/api/v1/sessions/1");
    return Response.json({ session_id: "1", timestamp: "2026-01-31T09:00:00Z", duration: 61.5 });
  },
});
const sdk = new SyllableSDK({ httpClient, apiKeyHeader: "any", serverURL: "http://fake" });
const { duration } = await sdk.sessions.getById({ sessionId: "1" });
assert.equal(duration, 61.5);
console.log("passed");
