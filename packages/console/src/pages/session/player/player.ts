import type { Stretch } from "../model/call.ts";
import { type LaneName, lanesOf } from "../model/lanes.ts";
import { skipFrom } from "../model/skip-silence.ts";
import { type Track, trackAfter, trackAt } from "../model/tracks.ts";
import { ChannelMixer, type Volume } from "./channels.ts";
import { MediaSource, type SourceStatus } from "./media-source.ts";
import type { RecordingUrls } from "./recording-urls.ts";

export const RATES = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2, 2.5, 3] as const;

export interface PlayerState {
  readonly isPlaying: boolean;
  readonly status: SourceStatus;
  readonly rate: number;
  readonly skipsSilence: boolean;
  /** By the name of the lane. */
  readonly volumes: Readonly<Partial<Record<LaneName, Volume>>>;
}

export const FULL: Volume = { level: 1, isMuted: false };

/** The end of a recording counts as its end this much earlier, in seconds. */
const NEARLY = 0.05;

/** Plays the recordings of a session on its axis: all times are in seconds from the start of the session. */
export class Player {
  readonly audio = new Audio();
  #state: PlayerState = {
    isPlaying: false,
    status: "ready",
    rate: 1,
    skipsSilence: false,
    volumes: {},
  };
  #time: number;
  #tracks: readonly Track[] = [];
  #bounds: Stretch = { start: 0, end: Number.POSITIVE_INFINITY };
  /** Where nobody speaks, for skipping it. */
  #silences: readonly Stretch[] = [];
  readonly #source: MediaSource;
  readonly #mixer: ChannelMixer;
  readonly #listeners = new Set<() => void>();
  readonly #timeListeners = new Set<() => void>();
  #frame = 0;

  constructor(
    readonly urls: RecordingUrls,
    time: number,
  ) {
    this.#time = time;
    this.audio.preload = "metadata";
    this.#source = new MediaSource(this.audio, urls, (status) => this.#set({ status }));
    this.#mixer = new ChannelMixer(this.audio);
    this.audio.addEventListener("ended", () => this.#goOn());
    this.audio.addEventListener("timeupdate", () => this.#tick());
    // The keys of a keyboard or a headset pause the element itself.
    this.audio.addEventListener("pause", () => {
      if (!this.audio.ended && !this.audio.error) this.#set({ isPlaying: false });
    });
  }

  /** Applies what has been loaded of the session so far, without interrupting playback. */
  update(known: { tracks: readonly Track[]; bounds: Stretch; silences: readonly Stretch[] }): void {
    this.#tracks = known.tracks;
    this.#bounds = known.bounds;
    this.#silences = known.silences;
    // The names of the channels are known once the recording was analysed.
    this.#mix();
    if (!this.#source.track) this.seek(this.#time);
  }

  /** Changes with each change, for React. */
  get state(): PlayerState {
    return this.#state;
  }

  get time(): number {
    return this.#time;
  }

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Calls a function whenever the time changes: with each frame while it plays. */
  readonly subscribeToTime = (listener: () => void) => {
    this.#timeListeners.add(listener);
    return () => this.#timeListeners.delete(listener);
  };

  play(): void {
    const { end } = this.#tracks.at(-1) ?? {};
    if (end === undefined) return;
    if (this.#time >= end - NEARLY) this.#time = this.#tracks[0]!.start;
    const track = trackAt(this.#tracks, this.#time) ?? trackAfter(this.#tracks, this.#time);
    if (!track) return;
    this.#set({ isPlaying: true });
    this.#open(track, Math.max(this.#time, track.start));
    this.#source.play();
    this.#animate();
  }

  pause(): void {
    this.#set({ isPlaying: false });
    this.#source.pause();
  }

  toggle(): void {
    if (this.#state.isPlaying) this.pause();
    else this.play();
  }

  seek(time: number): void {
    const target = Math.min(Math.max(time, this.#bounds.start), this.#bounds.end);
    const track = trackAt(this.#tracks, target);
    if (track) this.#open(track, target);
    else if (this.#state.isPlaying) this.#goOnAfter(target);
    this.#setTime(target);
  }

  setRate(rate: number): void {
    this.audio.defaultPlaybackRate = rate;
    this.audio.playbackRate = rate;
    this.#set({ rate });
  }

  setSkipsSilence(skipsSilence: boolean): void {
    this.#set({ skipsSilence });
  }

  setVolume(lane: LaneName, volume: Volume): void {
    this.#set({ volumes: { ...this.#state.volumes, [lane]: volume } });
    this.#mix();
  }

  close(): void {
    cancelAnimationFrame(this.#frame);
    this.#source.close();
  }

  /** The recording that is open, at the place where it is now known to be. */
  get #track(): Track | undefined {
    return this.#tracks.find(({ name }) => name === this.#source.track?.name);
  }

  #open(track: Track, time: number): void {
    const isOpen = this.#source.track?.name === track.name;
    // Going to the place where it is already would interrupt the sound.
    const isThere = isOpen && Math.abs(this.audio.currentTime - (time - track.start)) < 0.01;
    if (isThere && !this.audio.error && this.audio.readyState > 0) return;
    void this.#source.open(track, time - track.start);
    if (!isOpen) this.#mix();
  }

  #mix(): void {
    const lanes = this.#track ? lanesOf(this.#track) : [];
    this.#mixer.set(lanes.map((name) => this.#state.volumes[name] ?? FULL));
  }

  #animate(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => {
      this.#tick();
      if (this.#state.isPlaying) this.#animate();
    });
  }

  /** Copies the time of the element, and skips silence. */
  #tick(): void {
    const track = this.#track;
    if (!track || !this.#state.isPlaying || this.audio.seeking || this.audio.readyState === 0)
      return;
    const time = track.start + this.audio.currentTime;
    const skipped = this.#state.skipsSilence ? skipFrom(this.#silences, time) : undefined;
    if (skipped === undefined) this.#setTime(time);
    else this.seek(skipped);
  }

  /** Continues with the next recording. At the end of the last one, stops. */
  #goOn(): void {
    const track = this.#track;
    if (track) this.#goOnAfter(track.end - NEARLY);
  }

  #goOnAfter(time: number): void {
    const next = trackAfter(this.#tracks, time);
    if (next) {
      this.#setTime(next.start);
      this.#open(next, next.start);
      this.#source.play();
    } else {
      this.#setTime(this.#tracks.at(-1)?.end ?? time);
      this.#source.pause();
      this.#set({ isPlaying: false });
    }
  }

  #setTime(time: number): void {
    if (time === this.#time) return;
    this.#time = time;
    for (const listener of this.#timeListeners) listener();
  }

  #set(change: Partial<PlayerState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}
