/** The id that the service assigned to a request. Its log contains the same id. */
export const requestIdOf = (response: Response | undefined): string | undefined =>
  response?.headers.get("x-request-id") ?? undefined;
