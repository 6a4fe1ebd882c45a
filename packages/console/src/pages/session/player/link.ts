/** The address of a second of a session. */
export const linkTo = (sessionId: string, time: number): string =>
  `${location.origin}/sessions/${encodeURIComponent(sessionId)}?t=${Math.floor(time)}`;
