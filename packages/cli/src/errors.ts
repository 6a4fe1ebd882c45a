/** The exit codes of commands. They are listed in the README. */
export const ExitCode = {
  Failure: 1,
  /** The key is missing, unknown, revoked or not allowed to do this. */
  Unauthorized: 3,
  NotFound: 4,
  /** The server can't be reached, is overloaded or takes too long. */
  Unavailable: 5,
} as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/** An error that the user can do something about. Its message is printed on one line. */
export class CommandError extends Error {
  constructor(
    message: string,
    readonly exitCode: ExitCode = ExitCode.Failure,
  ) {
    super(message.replaceAll(/\s*\n\s*/g, " "));
  }
}
