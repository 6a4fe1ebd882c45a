import type { WriteStream } from "node:tty";
import type { AnalysisProgress } from "syllable-server";

/** How often a line is written to a file or a pipe. */
const INTERVAL_MS = 5_000;
/** Moves the cursor to the start of the line, and erases the line. */
const ERASE_LINE = "\r\x1b[2K";
const DEFAULT_COLUMNS = 80;
const MINUTE_MS = 60_000;
const HOUR_MINUTES = 60;

/**
 * Shows the progress of analyses: on a terminal, in a single line that is updated; otherwise in a line every
 * few seconds, if there was progress.
 */
export class AnalysisProgressLine {
  readonly #startedAt = Date.now();
  readonly #timer: NodeJS.Timeout | undefined;
  #text = "";
  #shown = "";

  constructor(private readonly stream: WriteStream) {
    if (!stream.isTTY) this.#timer = setInterval(() => this.#writeLine(), INTERVAL_MS);
  }

  update(progress: AnalysisProgress): void {
    this.#text = progressText(progress, Date.now() - this.#startedAt);
    if (this.stream.isTTY) this.#redraw();
  }

  /** Prints a line that stays, above the progress. */
  print(text: string): void {
    this.stream.write(this.stream.isTTY ? `${ERASE_LINE}${text}\n` : `${text}\n`);
  }

  /** Removes the line from a terminal. */
  end(): void {
    clearInterval(this.#timer);
    if (this.stream.isTTY) this.stream.write(ERASE_LINE);
  }

  #redraw(): void {
    // A line that wraps could not be erased. Some terminals do not state their width.
    const columns = this.stream.columns || DEFAULT_COLUMNS;
    this.stream.write(ERASE_LINE + this.#text.slice(0, columns - 1));
  }

  #writeLine(): void {
    if (this.#text === this.#shown) return;
    this.#shown = this.#text;
    this.stream.write(`${this.#text}\n`);
  }
}

/** Such as `analysed 12 of 340, 3 unsupported, 1 failed; 2 min left`. */
export function progressText(progress: AnalysisProgress, elapsedMs: number): string {
  const { total, left, unsupported, failed, others, isWaiting } = progress;
  const done = total - left;
  const counts = [
    `analysed ${done} of ${total}`,
    ...countOf(unsupported, "unsupported"),
    ...countOf(failed, "failed"),
    ...countOf(others, "by other processes"),
  ].join(", ");
  if (isWaiting) return `${counts}; waiting for other processes to analyse the rest`;
  if (done === 0 || left === 0) return counts;
  return `${counts}; ${timeText((elapsedMs / done) * left)} left`;
}

/** Such as `340 analysed: 336 ready, 3 unsupported, 1 failed`. */
export function summaryOf({ total, ready, unsupported, failed, others }: AnalysisProgress): string {
  if (total === 0) return "no recordings are waiting for analysis";
  const counts = [`${ready} ready`, `${unsupported} unsupported`, `${failed} failed`];
  return `${total} analysed: ${[...counts, ...countOf(others, "by other processes")].join(", ")}`;
}

const countOf = (count: number, what: string): string[] =>
  count === 0 ? [] : [`${count} ${what}`];

function timeText(ms: number): string {
  const minutes = Math.ceil(ms / MINUTE_MS);
  if (ms < MINUTE_MS) return "less than 1 min";
  if (minutes < 2 * HOUR_MINUTES) return `${minutes} min`;
  return `${Math.ceil(minutes / HOUR_MINUTES)} h`;
}
