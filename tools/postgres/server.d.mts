export interface PostgresServerOptions {
  /** The password of the user `postgres`. */
  readonly password: string;
  /** The data folder; without one, a temporary folder that is removed with the server. */
  readonly folder?: string;
  /** More arguments for `initdb`. */
  readonly initdbFlags?: readonly string[];
  /** Settings of the server, such as `max_connections=5`. */
  readonly settings?: readonly string[];
}

export interface RunningPostgresServer {
  readonly url: string;
  /** Starts it again after `stop` or `kill`. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Ends it as a crash does. */
  kill(): Promise<void>;
  /** Stops it for good, and removes its temporary files. */
  close(): Promise<void>;
}

/**
 * Starts a PostgreSQL server on a free port of 127.0.0.1, from the programs of an npm package.
 * Rejects with the reason if it cannot start.
 */
export function startPostgresServer(options: PostgresServerOptions): Promise<RunningPostgresServer>;
