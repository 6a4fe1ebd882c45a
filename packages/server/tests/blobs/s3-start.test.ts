/** Errors at the start of a service that stores recordings in a bucket. */

import { SetupError } from "syllable-server";
import { needs } from "syllable-test-support/missing-parts";
import { newPrefix } from "syllable-test-support/object-store";
import { describe, expect, test } from "vitest";
import { openStore, startServiceWithBucket } from "./with-object-store.js";

const store = await openStore();

describe("a service does not start", needs(store), () => {
  const newUrl = () => `s3://${store?.bucket}/${newPrefix()}`;
  const start = async (settings: object, variables: Record<string, string | undefined> = {}) => {
    const savedVariables = { ...process.env };
    Object.assign(process.env, variables);
    for (const [name, value] of Object.entries(variables)) {
      if (value === undefined) delete process.env[name];
    }
    try {
      await (await startServiceWithBucket(store, settings)).remove();
    } finally {
      Object.assign(process.env, savedVariables);
    }
  };

  test.each<[string, () => Promise<void>, string]>([
    [
      "a bucket that does not exist",
      () => start({ recordingsUrl: "s3://missing/x" }),
      "the bucket does not exist; create it, or set --recordings-url to another bucket",
    ],
    [
      "a wrong secret",
      () => start({ recordingsUrl: newUrl() }, { AWS_SECRET_ACCESS_KEY: "wrong" }),
      "the object store rejected the credentials (",
    ],
    [
      "no credentials",
      () =>
        start(
          { recordingsUrl: newUrl() },
          { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined },
        ),
      "no credentials for the object store; set AWS_ACCESS_KEY_ID",
    ],
    [
      "another region",
      () => start({ recordingsUrl: newUrl() }, { AWS_REGION: "eu-central-1" }),
      "the bucket is in another region; set AWS_REGION to its region",
    ],
    [
      "an endpoint without a server",
      () => start({ recordingsUrl: newUrl(), s3Endpoint: "http://127.0.0.1:1" }),
      "can't be reached (ECONNREFUSED); check --s3-endpoint",
    ],
    [
      "no region for AWS",
      () => start({ recordingsUrl: newUrl(), s3Endpoint: undefined }, { AWS_REGION: undefined }),
      "no region is set; set AWS_REGION",
    ],
    [
      "another kind of URL",
      () => start({ recordingsUrl: "ftp://x/y" }),
      "it must be file:///folder",
    ],
  ])("with %s, and says why in one line", async (_what, start, expected) => {
    const error = await start().then(
      () => undefined,
      (error: Error) => error,
    );
    expect(error).toBeInstanceOf(SetupError);
    expect(error!.message).toMatch(/^can't store recordings in \S+: [^\n]+$/);
    expect(error!.message).toContain(expected);
  });
});
