interface ErrorLike {
  readonly name?: string;
  readonly message?: string;
  readonly statusCode?: number;
  readonly requestId?: string;
  /** The body of the response, if the SDK threw the error. */
  readonly body?: string;
}

/** An error in words for people: its cause in a sentence, and its status and request id for a report. */
export function describeError(error: unknown): { cause: string; details: string | undefined } {
  const { name, message = String(error), statusCode, requestId } = (error ?? {}) as ErrorLike;
  const forbidden = statusCode === 403 ? detailOf(error as ErrorLike) : undefined;
  const details = [statusCode, requestId && `request ${requestId}`].filter(Boolean).join(" · ");
  return {
    cause: forbidden ? sentence(forbidden) : causeOf(name, statusCode, message),
    details: details || undefined,
  };
}

function causeOf(name: string | undefined, status: number | undefined, message: string): string {
  if (name === "RequestTimeoutError") return "The service did not respond in time.";
  if (name === "ConnectionError" || name === "TypeError") return "The service can’t be reached.";
  if (status === 429) return "There were too many requests. Try again in a moment.";
  if (status !== undefined && status >= 500) return "The service is not available.";
  if (status === 403 || status === 404) {
    return "It does not exist, or your key does not have access to it.";
  }
  return sentence(message);
}

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

/** What the service says about an error. */
function detailOf({ name, message, body }: ErrorLike): string | undefined {
  if (name === "ApiError") return message;
  try {
    const { detail } = JSON.parse(body ?? "");
    return typeof detail === "string" ? detail : undefined;
  } catch {
    return undefined;
  }
}
