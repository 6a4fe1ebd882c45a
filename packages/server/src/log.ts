/** Receives problems that no response reports. */
export interface Log {
  error(details: object, message: string): void;
  warn(details: object, message: string): void;
}
