import { SDKError } from "syllable-sdk/models/errors";
import { sdkFor } from "syllable-test-support/sdk";
import { AT } from "syllable-test-support/sessions";
import { withService } from "syllable-test-support/with-service";
import { describe, expect, test } from "vitest";

const service = withService();

describe.each(["headers", "fetchOptions.headers"])("the SDK with %s", (option) => {
  const withHeaders = (headers: Record<string, string>) =>
    option === "headers" ? { headers } : { fetchOptions: { headers } };
  const sessionId = option === "headers" ? "1" : "2";
  const timestamp = new Date(AT);

  test("updates a session only in the version that was read", async () => {
    const sdk = sdkFor(service);
    const create = () =>
      sdk.ingest.putSession({ sessionId, timestamp }, withHeaders({ "If-None-Match": "*" }));
    await create();
    await expect(create()).rejects.toMatchObject({ name: "SDKError", statusCode: 412 });

    const { value, response } = await sdk.sessions.getById({ sessionId }).withResponse();
    const etag = response.headers.get("etag")!;
    const update = (agentName: string) =>
      sdk.ingest.putSession({ ...value, sessionId, agentName }, withHeaders({ "If-Match": etag }));
    const results = await Promise.allSettled([update("one"), update("two")]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const { reason } = results.find(({ status }) => status === "rejected") as PromiseRejectedResult;
    expect(reason).toBeInstanceOf(SDKError);
    expect(reason).toMatchObject({
      statusCode: 412,
      message: expect.stringContaining("If-Match does not match the current version"),
    });
  });

  test("reports an unchanged session as an SDKError with status 304 and its tag", async () => {
    const sdk = sdkFor(service);
    const { response } = await sdk.sessions.getById({ sessionId }).withResponse();
    const etag = response.headers.get("etag")!;
    const options = withHeaders({ "If-None-Match": etag });
    const error = await sdk.sessions.getById({ sessionId }, options).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(SDKError);
    expect([error.statusCode, error.body, error.headers.get("etag")]).toEqual([304, "", etag]);
  });
});
