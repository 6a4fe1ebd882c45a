/** Starts a balancer over the services at these URLs; a service is left out while it is not ready. */
export function startBalancer(options: {
  readonly services: readonly string[];
  readonly port?: number;
}): Promise<{
  readonly url: string;
  /** Takes no more requests, and waits for those under way. */
  stop(): Promise<void>;
}>;
