import type { Outage } from "../availability/unavailable.js";
import { BlobsUnavailable } from "./port.js";

/** What is known of a failed request. `status` is undefined if there was no response. */
interface FailedRequest {
  readonly name: string;
  readonly code?: string | undefined;
  readonly status?: number | undefined;
}

const REJECTED_CREDENTIALS =
  /^(InvalidAccessKeyId|SignatureDoesNotMatch|AccessDenied|InvalidToken|ExpiredToken|TokenRefreshRequired)$/;
const WRONG_REGION = /Redirect|^(AuthorizationHeaderMalformed|IllegalLocationConstraintException)$/;
const OVERLOADED = /^(SlowDown|RequestTimeout|Throttling.*|OperationAborted)$/;

const NO_BUCKET: Outage = {
  reason: "the bucket does not exist",
  remedy: "create it, or set --recordings-url to another bucket",
  transient: false,
};
const NO_CREDENTIALS: Outage = {
  reason: "there are no credentials for the object store",
  remedy: "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
  transient: false,
};
const OTHER_REGION: Outage = {
  reason: "the bucket is in another region",
  remedy: "set AWS_REGION to its region",
  transient: false,
};
export const NO_REGION: Outage = {
  reason: "no region is set",
  remedy: "set AWS_REGION",
  transient: false,
};

function outageOf({ name, code, status }: FailedRequest): Outage {
  if (name === "NoSuchBucket") return NO_BUCKET;
  if (name === "CredentialsProviderError") return NO_CREDENTIALS;
  if (WRONG_REGION.test(name) || status === 301) return OTHER_REGION;
  if (REJECTED_CREDENTIALS.test(name) || status === 401 || status === 403) {
    const why = REJECTED_CREDENTIALS.test(name) ? name : status;
    return {
      reason: `the object store rejected the credentials (${why})`,
      remedy: "check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and their permissions",
      transient: false,
    };
  }
  if (status === undefined) {
    return {
      reason: `the object store can't be reached (${code ?? name})`,
      remedy: "check --s3-endpoint, and that the object store is running",
      transient: true,
    };
  }
  return {
    reason: `the object store responded with ${status} ${name}`,
    remedy: "check --s3-endpoint, and the log of the object store",
    transient: status >= 500 || status === 429 || OVERLOADED.test(name),
  };
}

/** The error for a failed request to the object store. */
export function toBlobsError(error: unknown): BlobsUnavailable {
  const { name, code, $metadata } = error as FailedRequest & {
    $metadata?: { httpStatusCode?: number };
  };
  return new BlobsUnavailable(outageOf({ name, code, status: $metadata?.httpStatusCode }), error);
}
