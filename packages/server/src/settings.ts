/** The settings of the service. Each is an option of `syllable serve`. */
export interface Settings {
  /** The address to listen on, such as 127.0.0.1, which only this machine can reach. */
  readonly host: string;
  /** The port to listen on; 0 picks a free one. */
  readonly port: number;
  /** The folder of the SQLite file and the recordings. It is created if it does not exist. */
  readonly dataDir: string;
  /**
   * The PostgreSQL database of the sessions, `postgres://…`. It may have several hosts, as in libpq:
   * `postgres://a:5432,b:5432/database`. The one that accepts writes is used; `target_session_attrs` is
   * `read-write` (the default with several hosts), `primary` or `any` (the default with one).
   * @default SQLite in the data folder.
   */
  readonly databaseUrl?: string | undefined;
  /**
   * The maximum number of connections to that database.
   * @default 10
   */
  readonly databaseConnections?: number | undefined;
  /**
   * Where recordings are stored: `file:///folder` or `s3://bucket/prefix`.
   * @default The data folder.
   */
  readonly recordingsUrl?: string | undefined;
  /**
   * The endpoint of the object store of `s3://`.
   * @default AWS.
   */
  readonly s3Endpoint?: string | undefined;
  /**
   * The base of the URLs that the service returns. It may have a path.
   * @default The host of each request.
   */
  readonly publicUrl?: string | undefined;
  /**
   * The first admin key of an empty store, with at least 16 characters.
   * @default A generated key.
   */
  readonly bootstrapKey?: string | undefined;
  /**
   * The lowest level that is logged. `info` logs each request.
   * @default "warn"
   */
  readonly logLevel?: string | undefined;
  /**
   * How long a recording token is valid, in seconds.
   * @default 3_600
   */
  readonly tokenSeconds?: number | undefined;
  /**
   * The largest recording that is accepted, in bytes.
   * @default 4_294_967_296 (4 GiB)
   */
  readonly maxRecordingBytes?: number | undefined;
  /**
   * Whether this process analyses the audio of recordings in the background. If it is `off`, recordings wait
   * for another process, or for `syllable recordings analyze`.
   * @default "on"
   */
  readonly analysis?: "on" | "off" | undefined;
  /**
   * How long to wait for the next byte of a request body, in seconds.
   * @default 30
   */
  readonly bodyIdleSeconds?: number | undefined;
  /**
   * How long an import waits in total while its sessions can't be stored, in seconds. Then its remaining
   * lines are reported as `unavailable`.
   * @default 60
   */
  readonly importWait?: number | undefined;
  /**
   * The maximum number of open connections.
   * @default 10_000
   */
  readonly maxConnections?: number | undefined;
  /**
   * The maximum number of requests per minute with one key; 0 turns rate limits off.
   * @default 60_000, and no limit for clients on this machine.
   */
  readonly rateLimit?: number | undefined;
  /**
   * The proxies whose `X-Forwarded-*` headers are trusted: addresses and ranges, separated by commas.
   * @default No proxies.
   */
  readonly trustedProxies?: string | undefined;
  /**
   * The origins of pages that may call the service from a browser, such as `https://app.example.com`, or
   * `*` for all: separated by commas, or in an array.
   * @default None: pages may only stream recordings.
   */
  readonly corsOrigin?: string | readonly string[] | undefined;
}

export const DEFAULT_TOKEN_SECONDS = 3_600;
export const DEFAULT_MAX_RECORDING_BYTES = 4 * 1024 ** 3;
export const DEFAULT_BODY_IDLE_SECONDS = 30;
export const DEFAULT_IMPORT_WAIT_SECONDS = 60;
export const DEFAULT_MAX_CONNECTIONS = 10_000;

/** The trusted proxies of `--trust-proxy` without a value: those on this machine and in private networks. */
export const LOCAL_PROXIES = "loopback,linklocal,uniquelocal";
