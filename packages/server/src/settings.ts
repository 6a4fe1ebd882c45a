/** What `syllable serve` can be told. */
export interface Settings {
  /** Default 127.0.0.1: nobody but this machine. */
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
  /** The folder of the SQLite file and the recordings; made where there is none. */
  readonly dataDir: string;
  /** The PostgreSQL database of the sessions, `postgres://…`. Default: the data folder. */
  readonly databaseUrl?: string | undefined;
  /** The most connections to that database. Default 10. */
  readonly databaseConnections?: number | undefined;
  /** Where recordings are kept: `file:///folder` or `s3://bucket/prefix`. Default: the data folder. */
  readonly recordingsUrl?: string | undefined;
  /** The object store of `s3://`, where it is not AWS. */
  readonly s3Endpoint?: string | undefined;
  /** The base of recording URLs, where clients reach the service by another name. */
  readonly publicUrl?: string | undefined;
  /** The first admin key of an empty store; one is made where none is given. */
  readonly bootstrapKey?: string | undefined;
  /** Default `warn`. `info` logs each request. */
  readonly logLevel?: string | undefined;
  /** How long a recording token opens its recording, in seconds. Default 3600. */
  readonly tokenSeconds?: number | undefined;
  /** The largest recording taken, in bytes. Default 4 GiB. */
  readonly maxRecordingBytes?: number | undefined;
  /** How long to wait for the next byte of a request body, in seconds. Default 30. */
  readonly bodyIdleSeconds?: number | undefined;
  /** The most open connections. Default 10,000. */
  readonly maxConnections?: number | undefined;
  /**
   * The most requests per minute with one key; 0 turns rate limits off. Default 60,000, and no limit
   * for clients on this machine.
   */
  readonly rateLimit?: number | undefined;
  /**
   * Proxies to trust for `X-Forwarded-*` headers: addresses and ranges, separated by commas. Default:
   * none.
   */
  readonly trustedProxies?: string | undefined;
}

export const DEFAULT_TOKEN_SECONDS = 3_600;
export const DEFAULT_MAX_RECORDING_BYTES = 4 * 1024 ** 3;
export const DEFAULT_BODY_IDLE_SECONDS = 30;
export const DEFAULT_MAX_CONNECTIONS = 10_000;
