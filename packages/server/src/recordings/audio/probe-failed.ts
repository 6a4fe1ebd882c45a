/** The recording could not be parsed. The message says why. */
export class ProbeFailed extends Error {}

/** The process ended before it received any bytes; another process may succeed. */
export class ProcessLost extends ProbeFailed {
  override readonly message = "the process that parses recordings could not be started";
}
