/** The id that the service gave a request, by which its operators find it. Never throws. */
export function requestIdOf(response: Response | undefined): string | undefined {
  try {
    return response!.headers.get("x-request-id") ?? undefined;
  } catch {
    // No answer, or one of a fetcher that is no `Response`.
    return undefined;
  }
}
