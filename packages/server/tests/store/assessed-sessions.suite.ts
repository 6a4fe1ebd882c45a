import { expect } from "vitest";
import type { Examination, MeasuredTimes, Store } from "../../src/store/port.js";
import type { Draw } from "./random.suite.js";

const FAR_FUTURE = 4_000_000_000_000;
const AUDIO = '{"channels":[]}';
const JSON_ARRAY = Buffer.from("[]");

/** The properties by which a session is assessed. */
export interface Assessed {
  readonly label: string;
  readonly tool_errors: boolean | null;
  readonly audio_faults: boolean | null;
}

/** What was stored for a session. */
interface Stored {
  labels: { type: string; code: string }[];
  toolErrors: boolean | null;
  /** Whether each analysed recording has a fault, by its name. Null: it could not be decoded. */
  recordings: Map<string, boolean | null>;
  times: MeasuredTimes;
}

const NO_TIMES: MeasuredTimes = { responseGaps: [], latencies: [] };

/**
 * Stores random labels, transcripts and recordings of an organisation's sessions, and computes how they assess the
 * sessions. No other analysis may be pending in the store.
 */
export class AssessedSessions {
  readonly #stored = new Map<number, Stored>();
  #blobs = 0;

  constructor(
    private readonly store: () => Store,
    private readonly organisation: number,
    private readonly draw: Draw,
  ) {}

  of(id: number): Assessed {
    const stored = this.#stored.get(id);
    if (!stored) return { label: "none", tool_errors: null, audio_faults: null };
    const human = stored.labels.filter(({ type }) => type === "human-rating");
    const counting = human.at(-1) ?? stored.labels.at(-1);
    const code = counting?.code.toLowerCase() ?? "none";
    const faults = [...stored.recordings.values()].filter((fault) => fault !== null);
    return {
      label: ["good", "ok", "bad", "none"].includes(code) ? code : "other",
      tool_errors: stored.toolErrors,
      audio_faults: faults.length === 0 ? null : faults.includes(true),
    };
  }

  times(id: number): MeasuredTimes {
    return this.#stored.get(id)?.times ?? NO_TIMES;
  }

  delete(id: number): void {
    this.#stored.delete(id);
  }

  /** Makes a random change to one of the sessions. */
  async change(ids: readonly number[]): Promise<void> {
    const { pick } = this.draw;
    const id = pick(ids);
    const change = pick([
      () => this.#label(id),
      () => this.#label(id),
      () => this.#transcribe(id),
      () => this.#measure(id),
      () => this.#analyse(id),
      () => this.#remove(id),
    ]);
    await change();
  }

  #storedOf(id: number): Stored {
    const stored = this.#stored.get(id) ?? {
      labels: [],
      toolErrors: null,
      recordings: new Map(),
      times: NO_TIMES,
    };
    this.#stored.set(id, stored);
    return stored;
  }

  async #label(session: number): Promise<void> {
    const { pick } = this.draw;
    const type = pick(["human-rating", "auto", "auto"]);
    const code = pick(["GOOD", "Ok", "BAD", "spam"]);
    const label = {
      session,
      type,
      code,
      timestamp: Date.now() * 1_000,
      userEmail: "a@example.com",
    };
    const others = { comments: null, issueCategories: null };
    const created = await this.store().labels.create(this.organisation, { ...label, ...others });
    expect(created).toMatchObject({ session, code });
    this.#storedOf(session).labels.push({ type, code });
  }

  async #transcribe(session: number): Promise<void> {
    const toolErrors = this.draw.oneIn(2);
    const findings = { toolErrors };
    const json = Buffer.from("{}");
    const { parts } = this.store();
    const args = [this.organisation, session, "transcript", json, undefined, findings] as const;
    expect(await parts.put(...args)).toBe(true);
    this.#storedOf(session).toolErrors = toolErrors;
    await this.#examine();
  }

  async #measure(session: number): Promise<void> {
    expect(await this.store().parts.put(this.organisation, session, "latency", JSON_ARRAY)).toBe(
      true,
    );
    await this.#examine();
  }

  async #analyse(session: number): Promise<void> {
    const { pick } = this.draw;
    const { recordings, analyses } = this.store();
    const [name, fault] = [pick(["a", "b"]), pick([true, false, false, null])];
    const key = { organisation: this.organisation, blob: `${session}-${name}-${this.#blobs++}` };
    await recordings.begin({ ...key, session, name, type: "audio/wav" }, FAR_FUTURE);
    const unknown = { seconds: null, channels: null, startedAt: null, channelNames: null };
    const facts = { type: "audio/wav", bytes: 1, sha256: "", analysisDetail: null, ...unknown };
    expect(await recordings.commit(key, { ...facts, analysis: "pending" })).toBe(true);
    this.#storedOf(session).recordings.delete(name);
    const job = (await analyses.claim(Date.now(), FAR_FUTURE))!;
    expect(job).toMatchObject({ ...key, session });
    const result = { analysisDetail: null, seconds: null, channels: null };
    const analysis = fault === null ? "failed" : "ready";
    const audio = fault === null ? null : AUDIO;
    expect(await analyses.finish(job, { ...result, analysis, audio })).toBe(true);
    this.#storedOf(session).recordings.set(name, fault);
    this.#forgetGaps(session);
    await this.#examine();
  }

  async #remove(session: number): Promise<void> {
    const name = this.draw.pick(["a", "b"]);
    const { organisation } = this;
    const removed = await this.store().recordings.remove({ organisation, session, name });
    const { recordings } = this.#storedOf(session);
    expect(removed).toBe(recordings.delete(name));
    if (removed) this.#forgetGaps(session);
    if (this.draw.oneIn(2)) await this.#examine();
  }

  /** Without analysed recordings, there are no response gaps. */
  #forgetGaps(session: number): void {
    const stored = this.#storedOf(session);
    if (this.of(session).audio_faults !== null) return;
    stored.times = { ...stored.times, responseGaps: [] };
  }

  #randomTimes(): MeasuredTimes {
    const { below, pick } = this.draw;
    const time = () => pick([0, 9.5, 10, 10 + below(200), 11 * 1.13 ** below(90), 90_000_000]);
    const times = () => Array.from({ length: below(6) }, time);
    return { responseGaps: times(), latencies: times() };
  }

  /** Finishes all examinations of the organisation that were requested. */
  async #examine(): Promise<void> {
    const { examinations } = this.store();
    const others: Examination[] = [];
    for (;;) {
      const examination = await examinations.claim(Date.now(), FAR_FUTURE);
      if (!examination) break;
      if (examination.organisation !== this.organisation) {
        others.push(examination);
        continue;
      }
      const { recordings } = this.#storedOf(examination.session);
      const found = [...recordings].flatMap(([name, hasFaults]) =>
        hasFaults === null ? [] : [{ name, hasFaults }],
      );
      const times = this.#randomTimes();
      expect(await examinations.finish(examination, { recordings: found, times })).toBe(true);
      this.#storedOf(examination.session).times = times;
    }
    for (const other of others) await examinations.release(other);
  }
}
