/** The recording could not be parsed, and why. */
export class ProbeFailed extends Error {}

/** The process ended before it saw any bytes; another one may do. */
export class ProcessLost extends ProbeFailed {
  override readonly message = "the process that parses recordings could not be started";
}
