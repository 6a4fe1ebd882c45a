import { BlobsUnavailable } from "./port.js";

interface Fault {
  readonly reason: string;
  readonly remedy: string;
  readonly passes: boolean;
}

/** What is known of a failed request: no status where no answer came. */
interface Failed {
  readonly name: string;
  readonly code?: string | undefined;
  readonly status?: number | undefined;
}

const REFUSED =
  /^(InvalidAccessKeyId|SignatureDoesNotMatch|AccessDenied|InvalidToken|ExpiredToken|TokenRefreshRequired)$/;
const ELSEWHERE = /Redirect|^(AuthorizationHeaderMalformed|IllegalLocationConstraintException)$/;
const OVERLOADED = /^(SlowDown|RequestTimeout|Throttling.*|OperationAborted)$/;

function faultOf({ name, code, status }: Failed): Fault {
  if (name === "NoSuchBucket") {
    return {
      reason: "the bucket is not there",
      remedy: "make it, or name another with --recordings-url",
      passes: false,
    };
  }
  if (name === "CredentialsProviderError") {
    return {
      reason: "there are no credentials for the object store",
      remedy: "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
      passes: false,
    };
  }
  if (ELSEWHERE.test(name) || status === 301) {
    return {
      reason: "the bucket is in another region",
      remedy: "name its region in AWS_REGION",
      passes: false,
    };
  }
  if (REFUSED.test(name) || status === 401 || status === 403) {
    return {
      reason: `the object store refuses the credentials (${REFUSED.test(name) ? name : status})`,
      remedy: "see AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and what they may do",
      passes: false,
    };
  }
  if (status === undefined) {
    return {
      reason: `the object store can't be reached (${code ?? name})`,
      remedy: "see --s3-endpoint, and whether it runs",
      passes: true,
    };
  }
  return {
    reason: `the object store answers ${status} ${name}`,
    remedy: "see --s3-endpoint, and the log of the object store",
    passes: status >= 500 || status === 429 || OVERLOADED.test(name),
  };
}

/** What a failed request to the object store means for the recordings. */
export function unavailable(error: unknown): BlobsUnavailable {
  const { name, code, $metadata } = error as Failed & { $metadata?: { httpStatusCode?: number } };
  return new BlobsUnavailable(faultOf({ name, code, status: $metadata?.httpStatusCode }), error);
}
