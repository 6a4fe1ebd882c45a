import type { S3 } from "@aws-sdk/client-s3";
import { BlobsUnavailable } from "./port.js";

const ATTEMPTS = 3;
const CONNECT_MS = 5_000;
/** From the request to the head of its answer, a part's bytes included. */
const ANSWER_MS = 60_000;

/**
 * The client of an object store. Credentials and region are told by the usual variables and files
 * of AWS; the library is loaded here and nowhere else.
 */
export async function openS3Client(endpointSetting: string | undefined): Promise<S3> {
  const { env } = process;
  // The pinned version runs on this Node; who starts the service can do nothing about a later one.
  env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
  const { S3 } = await import("@aws-sdk/client-s3");
  const endpoint =
    endpointSetting ?? (env.AWS_ENDPOINT_URL_S3 || env.AWS_ENDPOINT_URL || undefined);
  const region =
    env.AWS_REGION || env.AWS_DEFAULT_REGION || (endpoint === undefined ? undefined : "us-east-1");
  // A paused player holds its connection: a limit would let a few of them stop everyone.
  const agent = { keepAlive: true, maxSockets: Number.POSITIVE_INFINITY };
  const s3 = new S3({
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
    ...(region === undefined ? {} : { region }),
    maxAttempts: ATTEMPTS,
    // The signature covers the SHA-256 of every body sent; the newer checksums are not known to
    // all stores, and on reading would put a stream between the store and the client.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    expectContinueHeader: false,
    requestHandler: {
      connectionTimeout: CONNECT_MS,
      requestTimeout: ANSWER_MS,
      throwOnRequestTimeout: true,
      // It would cut a player that pauses; `read` tells a stalled store from a slow reader.
      socketTimeout: 0,
      socketAcquisitionWarningTimeout: 2 ** 31 - 1,
      httpAgent: agent,
      httpsAgent: agent,
    },
  });
  await s3.config.region().catch((error: unknown) => {
    const remedy = "set AWS_REGION";
    throw new BlobsUnavailable({ reason: "no region is set", remedy, passes: false }, error);
  });
  return s3;
}
