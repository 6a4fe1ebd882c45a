/** The recording could not be parsed. The message says why. */
export class ProbeError extends Error {}

/** The process ended before it received any bytes. Another process may succeed. */
export class ProcessLostError extends ProbeError {
  override readonly message = "the process that parses recordings could not be started";
}
