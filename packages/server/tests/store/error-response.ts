/** The parts of a response that describe an error. */
export interface ErrorResponse {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly detail: string | undefined;
}

export const readErrorResponse = async (response: Response): Promise<ErrorResponse> => ({
  status: response.status,
  retryAfter: response.headers.get("retry-after"),
  detail: ((await response.json()) as { detail?: string }).detail,
});
