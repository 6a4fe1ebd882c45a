/** Settings of an object store that can't be used. */
import { SetupError } from "syllable-server";
import { needs } from "syllable-test-support/missing-parts";
import { newPrefix, type ObjectStore, openObjectStore } from "syllable-test-support/object-store";
import { startService } from "syllable-test-support/service";
import { afterAll, describe, expect, test } from "vitest";

const store = (await openObjectStore()) as ObjectStore;
afterAll(() => store?.remove());

describe("a start", needs(store), () => {
  const newLocation = () => `s3://${store?.bucket}/${newPrefix()}`;
  const start = async (settings: object, variables: Record<string, string | undefined> = {}) => {
    const before = { ...process.env };
    Object.assign(process.env, variables);
    for (const [name, value] of Object.entries(variables)) {
      if (value === undefined) delete process.env[name];
    }
    try {
      await using _service = await startService({ s3Endpoint: store.endpoint, ...settings });
    } finally {
      Object.assign(process.env, before);
    }
  };

  test.each<[string, () => Promise<void>, string]>([
    [
      "a bucket that is not there",
      () => start({ recordingsUrl: "s3://not-there/x" }),
      "the bucket is not there; make it, or name another with --recordings-url",
    ],
    [
      "a wrong secret",
      () => start({ recordingsUrl: newLocation() }, { AWS_SECRET_ACCESS_KEY: "wrong" }),
      "the object store refuses the credentials (",
    ],
    [
      "no credentials",
      () =>
        start(
          { recordingsUrl: newLocation() },
          { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined },
        ),
      "no credentials for the object store; set AWS_ACCESS_KEY_ID",
    ],
    [
      "another region",
      () => start({ recordingsUrl: newLocation() }, { AWS_REGION: "eu-central-1" }),
      "the bucket is in another region; name its region in AWS_REGION",
    ],
    [
      "an endpoint that can't be reached",
      () => start({ recordingsUrl: newLocation(), s3Endpoint: "http://127.0.0.1:1" }),
      "can't be reached (ECONNREFUSED); see --s3-endpoint",
    ],
    [
      "no region, at AWS",
      () =>
        start({ recordingsUrl: newLocation(), s3Endpoint: undefined }, { AWS_REGION: undefined }),
      "no region is set; set AWS_REGION",
    ],
    [
      "another kind of URL",
      () => start({ recordingsUrl: "ftp://x/y" }),
      "it must be file:///folder",
    ],
  ])("with %s fails with one line", async (_what, starting, message) => {
    const error = await starting().then(
      () => undefined,
      (error: Error) => error,
    );
    expect(error).toBeInstanceOf(SetupError);
    expect(error!.message).toMatch(/^can't store recordings in \S+: [^\n]+$/);
    expect(error!.message).toContain(message);
  });
});
