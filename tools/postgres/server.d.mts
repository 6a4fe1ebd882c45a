export interface PostgresServerOptions {
  /** The password of the user `postgres`. */
  readonly password: string;
  /** The folder with `initdb` and `postgres`. By default, that of the npm package. */
  readonly binaries?: string;
  /** The data folder. By default, a temporary folder that `close` removes. */
  readonly folder?: string;
  /** Additional arguments for `initdb`. */
  readonly initdbFlags?: readonly string[];
  /** Server settings, such as `max_connections=5`. */
  readonly settings?: readonly string[];
}

export interface RunningPostgresServer {
  readonly url: string;
  /** Starts the server again after `stop` or `kill`. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Kills the server, as in a crash. */
  kill(): Promise<void>;
  /** Stops the server permanently and removes its temporary files. */
  close(): Promise<void>;
}

/**
 * Starts PostgreSQL on a free port of 127.0.0.1. Rejects with the reason if it
 * fails to start.
 */
export function startPostgresServer(options: PostgresServerOptions): Promise<RunningPostgresServer>;
