/** Starts a balancer in front of the services at these URLs, which share their storage. */
export function startBalancer(options: {
  readonly services: readonly string[];
  /** Port 0, the default, picks a free one. */
  readonly port?: number;
}): Promise<{
  readonly url: string;
  /** Accepts no more requests, and resolves when those in flight have finished. */
  stop(): Promise<void>;
}>;
