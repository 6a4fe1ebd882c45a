import type { S3 } from "@aws-sdk/client-s3";
import { BlobsUnavailable } from "./port.js";
import { NO_REGION } from "./s3-errors.js";

const ATTEMPTS = 3;
const CONNECT_MS = 5_000;
/** From the start of a request, with up to one part as its body, to the head of its response. */
const RESPONSE_MS = 60_000;

/**
 * Creates the client of an object store. Credentials and region come from the usual variables and
 * files of AWS. The AWS library is loaded here and nowhere else.
 * @param endpointSetting the URL of an object store other than AWS
 * @throws BlobsUnavailable if no region is set
 */
export async function openS3Client(endpointSetting: string | undefined): Promise<S3> {
  const { env } = process;
  // The pinned version supports this Node. The operator can do nothing about later versions.
  env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
  const { S3 } = await import("@aws-sdk/client-s3");
  const endpoint =
    endpointSetting ?? (env.AWS_ENDPOINT_URL_S3 || env.AWS_ENDPOINT_URL || undefined);
  const region =
    env.AWS_REGION || env.AWS_DEFAULT_REGION || (endpoint === undefined ? undefined : "us-east-1");
  // A paused player holds its connection. With a limit, a few of them would block all others.
  const agent = { keepAlive: true, maxSockets: Number.POSITIVE_INFINITY };
  const s3 = new S3({
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
    ...(region === undefined ? {} : { region }),
    maxAttempts: ATTEMPTS,
    // The signature covers the SHA-256 of every body sent. Not every store knows the newer
    // checksums, and on reads they would add a stream between the store and the client.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    expectContinueHeader: false,
    requestHandler: {
      connectionTimeout: CONNECT_MS,
      requestTimeout: RESPONSE_MS,
      throwOnRequestTimeout: true,
      // It would disconnect a paused player. `read` detects a stalled store instead.
      socketTimeout: 0,
      socketAcquisitionWarningTimeout: 2 ** 31 - 1,
      httpAgent: agent,
      httpsAgent: agent,
    },
  });
  await s3.config.region().catch((error: unknown) => {
    throw new BlobsUnavailable(NO_REGION, error);
  });
  return s3;
}
