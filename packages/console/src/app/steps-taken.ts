/** The sessions that were shown one after another in the same entry of the browser's history. */
interface Steps {
  readonly before: ReadonlySet<string>;
  /** The session that was shown last, and the page of the list that its row is on. */
  readonly last: Place;
}

interface Place {
  readonly row: string;
  readonly page: number | undefined;
}

let steps: Steps | undefined;

/** Notes that a neighbour replaced a session in the history. */
export function noteStep(from: string, to: Place): void {
  const before = steps?.last.row === from ? steps.before : [];
  steps = { before: new Set([...before, from]), last: to };
}

/** Forgets the steps: a session was opened from the list. */
export function forgetSteps(): void {
  steps = undefined;
}

/** Where the steps from a session led to. Undefined if there were none, or they led back. */
export function lastStepFrom(row: string | undefined): Place | undefined {
  if (!steps || row === undefined || row === steps.last.row) return undefined;
  return steps.before.has(row) ? steps.last : undefined;
}
