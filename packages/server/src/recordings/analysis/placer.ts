import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import { OverloadedError } from "../../errors.js";
import type { PartWorkers } from "../../transcripts/part-workers.js";
import { type PlacingRecording, type PlacingSession, placeOnAxis } from "./audio-tasks.js";
import type { Placement } from "./facts/axis.js";

const CACHED_PLACEMENTS = 2_000;

/** Placing a recording takes as long per byte as other tasks take for this many: 100 turns, half a second. */
const COST_PER_BYTE = 64;

/**
 * Places recordings on the time axes of their sessions. That can take seconds for a long transcript, so it
 * goes on if the client that requested it disconnects, and is done once for all that request it.
 */
export class Placer {
  /** By everything that a placement depends on. */
  readonly #placements = new LRUCache<string, Placement>({ max: CACHED_PLACEMENTS });
  readonly #placing = new Map<string, Promise<Placement>>();
  readonly #closing = new AbortController();

  constructor(private readonly workers: PartWorkers) {}

  /** The promise rejects only if the service stops. */
  async place(
    organisation: number,
    session: PlacingSession,
    recording: PlacingRecording,
  ): Promise<Placement> {
    const key = `${organisation} ${hashOf(session, recording)}`;
    const known = this.#placements.get(key) ?? this.#placing.get(key);
    if (known) return known;
    const placing = this.#place(organisation, session, recording).finally(() =>
      this.#placing.delete(key),
    );
    this.#placing.set(key, placing);
    const placement = await placing;
    this.#placements.set(key, placement);
    return placement;
  }

  close(): void {
    this.#closing.abort();
  }

  async #place(
    organisation: number,
    session: PlacingSession,
    recording: PlacingRecording,
  ): Promise<Placement> {
    const input = { session, recording };
    const cost = COST_PER_BYTE * (recording.audio.length + (session.transcript?.length ?? 0));
    const { signal } = this.#closing;
    try {
      return await this.workers.run(organisation, "placeOnAxis", input, cost, signal);
    } catch (error) {
      if (!(error instanceof OverloadedError)) throw error;
      // Like a place that is not certain.
      return placeOnAxis({ session: { ...session, transcript: undefined }, recording });
    }
  }
}

function hashOf({ transcript, ...session }: PlacingSession, recording: PlacingRecording): string {
  const hash = createHash("sha256").update(JSON.stringify({ session, recording }));
  if (transcript) hash.update(transcript);
  return hash.digest("base64url");
}
