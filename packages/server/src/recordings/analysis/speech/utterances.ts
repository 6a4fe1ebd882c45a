import type { Segment } from "../pcm.js";
import { Histogram } from "./histogram.js";
import {
  BRIDGED_MS,
  CLOSURE_MS,
  FRAME_MS,
  MIN_DISTANT_STRONG_MS,
  MIN_SPREAD_DB,
  MIN_STRONG_MS,
  RANGE_DB,
  SILENCE_DBFS,
} from "./parameters.js";

const BRIDGED = BRIDGED_MS / FRAME_MS;
const CLOSURE = CLOSURE_MS / FRAME_MS;
const MIN_STRONG = MIN_STRONG_MS / FRAME_MS;
const MIN_DISTANT_STRONG = MIN_DISTANT_STRONG_MS / FRAME_MS;

/** Consecutive frames with sound: from `start` up to `end`, of which `strong` are strong. */
interface Sound {
  start: number;
  end: number;
  strong: number;
}

/** Joins the frames of a channel in which there is sound to utterances. */
export class Utterances {
  readonly segments: Segment[] = [];
  #sounds: Sound[] = [];
  /** The level of each frame since the start of the first sound. */
  #levels: number[] = [];
  /** The levels of the strong frames, each the highest within a period of hum. */
  #spread = new Histogram();

  /** Adds the next frame with sound. `level` excludes noise, `steadyLevel` includes it. */
  add(frame: number, isStrong: boolean, level: number, steadyLevel: number): void {
    const last = this.#sounds.at(-1);
    if (last !== undefined && frame - last.end > BRIDGED) this.end();
    const open = this.#sounds.at(-1);
    const first = this.#sounds[0]?.start ?? frame;
    while (this.#levels.length < frame - first) this.#levels.push(SILENCE_DBFS);
    this.#levels.push(level);
    if (isStrong) this.#spread.add(steadyLevel);
    const strong = isStrong ? 1 : 0;
    if (open === undefined || open.end < frame) {
      this.#sounds.push({ start: frame, end: frame + 1, strong });
      return;
    }
    open.end = frame + 1;
    open.strong += strong;
  }

  /** Ends the open utterance. */
  end(): void {
    const sounds = this.#sounds;
    const strong = sounds.reduce((sum, sound) => sum + sound.strong, 0);
    if (strong >= MIN_STRONG && this.#varies()) {
      const { start, end } = this.#trim(connected(sounds), sounds[0]?.start as number);
      this.segments.push({ startMs: start * FRAME_MS, endMs: end * FRAME_MS });
    }
    this.#sounds = [];
    this.#levels = [];
    this.#spread = new Histogram();
  }

  #varies(): boolean {
    const [low, high] = [0.1, 0.9].map((share) => this.#spread.percentile(share) as number);
    return (high as number) - (low as number) >= MIN_SPREAD_DB;
  }

  /** Removes the edges that are too weak, relative to the loudest frame, to be heard as speech. */
  #trim({ start, end }: Sound, first: number): { start: number; end: number } {
    const loudest = this.#levels.reduce((highest, level) => Math.max(highest, level));
    const isWeak = (frame: number) => (this.#levels[frame - first] as number) < loudest - RANGE_DB;
    let from = start;
    let until = end;
    while (from < until - 1 && isWeak(from)) from++;
    while (until > from + 1 && isWeak(until - 1)) until--;
    return { start: from, end: until };
  }
}

/** The sounds that belong together, from the strongest one in both directions. */
function connected(sounds: readonly Sound[]): Sound {
  const strongest = sounds.reduce((best, sound) => (sound.strong > best.strong ? sound : best));
  const joined = { ...strongest };
  const middle = sounds.indexOf(strongest);
  for (const sound of sounds.slice(middle + 1)) {
    if (belongs(sound, sound.start - joined.end)) joined.end = sound.end;
  }
  for (const sound of sounds.slice(0, middle).reverse()) {
    if (belongs(sound, joined.start - sound.end)) joined.start = sound.start;
  }
  return joined;
}

const belongs = (sound: Sound, pause: number): boolean =>
  pause <= CLOSURE || sound.strong >= MIN_DISTANT_STRONG;
