import { setTimeout as wait } from "node:timers/promises";
import type { RecordingBlobs } from "./blobs/port.js";
import {
  type BlobSettings,
  openBlobs,
  openStore,
  SetupError,
  type StoreSettings,
} from "./open-data.js";
import { AnalysisJobs } from "./recordings/analysis/analysis-jobs.js";
import { Examiner } from "./recordings/analysis/examiner.js";
import { Placer } from "./recordings/analysis/placer.js";
import { SessionAudio } from "./recordings/analysis/session-audio.js";
import { RecordingSweeper } from "./recordings/sweeper.js";
import { Sessions } from "./sessions/sessions.js";
import type { AnalysisJob, AnalysisOutcome, AnalysisStore, Store } from "./store/port.js";
import { PartWorkers } from "./transcripts/part-workers.js";
import { Parts } from "./transcripts/parts.js";

/** How often to look for recordings that another process has released. */
const WAIT_MS = 1_000;

/** Discards problems: the next run of a sweeper, in any process, retries what failed. */
const NO_LOG = { error: () => undefined, warn: () => undefined };

/** A recording that this process has analysed. */
export type FinishedAnalysis = Pick<AnalysisJob, "session" | "name"> &
  Pick<AnalysisOutcome, "analysis" | "analysisDetail">;

/** The progress of the analyses. */
export interface AnalysisProgress {
  /** The number of recordings to analyse, including those of `others`. */
  readonly total: number;
  /** The number of recordings that are waiting for analysis, or that other processes are analysing. */
  readonly left: number;
  /** The number of recordings by the result of their analysis in this process. */
  readonly ready: number;
  readonly unsupported: number;
  readonly failed: number;
  /** The number of recordings that other processes have analysed, or that were deleted. */
  readonly others: number;
  /** Whether other processes are analysing all recordings that are left. */
  readonly isWaiting: boolean;
}

export interface AnalysisOptions {
  /** Whether to request new analyses of all recordings. */
  readonly all?: boolean | undefined;
  /** Requests new analyses of the recordings of this session id, and analyses only those. */
  readonly session?: number | undefined;
  /** If it aborts, the current recording is released, and the promise rejects with the signal's reason. */
  readonly signal: AbortSignal;
  /** Called at the start, after each analysed recording, and regularly while this process waits. */
  report(progress: AnalysisProgress, analysed: FinishedAnalysis | undefined): void;
}

/**
 * Analyses the recordings that are waiting for analysis, together with running services, until none is left.
 * By default, those of all sessions.
 * @throws {SetupError} if the store or the recordings cannot be opened, or the session has no recordings
 */
export async function analyseRecordings(
  settings: StoreSettings & BlobSettings,
  options: AnalysisOptions,
): Promise<AnalysisProgress> {
  const store = await openStore(settings, { mustExist: true });
  try {
    const blobs = await openBlobs(settings, { mustExist: true });
    const sweeper = new RecordingSweeper(store.recordings, blobs, NO_LOG);
    const jobs = new AnalysisJobs(store.analyses, blobs, NO_LOG, { onLost: () => sweeper.wake() });
    try {
      const progress = await analyseAll(store.analyses, jobs, options);
      await examineAll(store, blobs, sweeper, options);
      return progress;
    } finally {
      await sweeper.close();
    }
  } finally {
    await store.close();
  }
}

/** Looks for faults in the analysed recordings. */
async function examineAll(
  store: Store,
  blobs: RecordingBlobs,
  sweeper: RecordingSweeper,
  { session, signal }: AnalysisOptions,
): Promise<void> {
  const sessions = new Sessions(store.sessions, sweeper);
  const workers = new PartWorkers();
  const placer = new Placer(workers);
  const audio = new SessionAudio(sessions, store.analyses, store.parts, blobs, workers, placer);
  const parts = new Parts(sessions, store.parts, workers);
  const examiner = new Examiner(store.examinations, audio, parts, NO_LOG);
  try {
    while (await examiner.examineNext(signal, session));
  } finally {
    placer.close();
    await workers.close();
  }
}

async function analyseAll(
  store: AnalysisStore,
  jobs: AnalysisJobs,
  { all = false, session, signal, report }: AnalysisOptions,
): Promise<AnalysisProgress> {
  const waiting = await store.countPending(session);
  const requested = all || session !== undefined ? await store.request(session) : 0;
  let left = waiting + requested;
  if (session !== undefined && left === 0) {
    throw new SetupError(`session ${session} has no recordings; check its id`);
  }
  const counts = { ready: 0, unsupported: 0, failed: 0 };
  let total = left;
  const progress = (isWaiting: boolean): AnalysisProgress => {
    const own = counts.ready + counts.unsupported + counts.failed;
    // Recordings may be uploaded in the meantime.
    total = Math.max(total, own + left);
    return { total, left, ...counts, others: total - own - left, isWaiting };
  };
  report(progress(false), undefined);
  while (left > 0) {
    const next = await jobs.analyseNext(signal, session);
    left = await store.countPending(session);
    const { job, outcome } = next ?? {};
    if (outcome) counts[outcome.analysis] += 1;
    report(progress(!next && left > 0), job && outcome && { ...job, ...outcome });
    if (!next && left > 0) await wait(WAIT_MS, undefined, { signal });
  }
  return progress(false);
}
