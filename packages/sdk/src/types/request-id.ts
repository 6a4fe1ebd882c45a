/** The id that the service gave a request, by which its operators find it. */
export const requestIdOf = (response: Response | undefined): string | undefined =>
  response?.headers.get("x-request-id") ?? undefined;
