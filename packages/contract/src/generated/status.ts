/** Generated from the declarations by `npm run generate`. Do not edit. */
/** How many recordings are not analysed, by the reason. */
export interface AnalysisCounts {
  /** Recordings whose audio is still to be analysed. */
  pending: number;
  /** Recordings whose audio is damaged or could not be read. */
  failed: number;
  /** Recordings in a format that the service can't decode. */
  unsupported: number;
}

/** The version of the service and what it stores for an organisation. */
export interface Status {
  /** The version of the service. */
  version: string;
  /** The number of sessions, test sessions included. */
  sessions: number;
  /** The number of recordings. */
  recordings: number;
  /** The size of all recordings. Unit: bytes. */
  recordingBytes: number;
  /** The recordings that are not analysed. */
  analyses: AnalysisCounts;
}
