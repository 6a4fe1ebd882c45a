import type { Track } from "../model/tracks.ts";
import { asWav, type RecordingUrls } from "./recording-urls.ts";

export type SourceStatus = "ready" | "waiting" | "reconnecting" | "unplayable";

/** How long to wait before the next attempt to reconnect, in milliseconds. */
const DELAYS_MS = [250, 1_000, 2_000, 4_000, 8_000];

/**
 * How long the browser may wait for sound before the connection is checked, in milliseconds. Chromium by itself tries for
 * half a minute before it reports an error.
 */
const PATIENCE_MS = 1_000;

/** The most failures at one place of a recording before it counts as damaged there. */
const MOST_FAILURES = 3;

/**
 * Loads recordings into an audio element and keeps them there: an expired link is renewed, a lost connection is
 * restored, and a type that the browser can't play is replaced by WAV. The place of the recording stays the same.
 */
export class MediaSource {
  #track: Track | undefined;
  /** The second of the recording that is heard, or that will be. */
  #second = 0;
  #isPlaying = false;
  #isWav = false;
  /** Changes whenever something else is to be loaded. */
  #load = 0;
  #failedAt = -1;
  #failures = 0;
  #isDone = false;
  #waiting: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly audio: HTMLAudioElement,
    readonly urls: RecordingUrls,
    readonly onStatus: (status: SourceStatus) => void,
  ) {
    audio.addEventListener("error", () => void this.#recover());
    audio.addEventListener("waiting", () => {
      this.onStatus("waiting");
      this.#watchConnection();
    });
    for (const event of ["playing", "canplay"]) {
      audio.addEventListener(event, () => {
        clearTimeout(this.#waiting);
        this.onStatus("ready");
      });
    }
    audio.addEventListener("timeupdate", () => {
      if (!audio.error && audio.readyState > 0) this.#second = audio.currentTime;
    });
  }

  get track(): Track | undefined {
    return this.#track;
  }

  /** Goes to a second of a recording. Loads it unless it is loaded. */
  async open(track: Track, second: number): Promise<void> {
    this.#second = second;
    if (track.name === this.#track?.name && this.audio.src && !this.audio.error) {
      this.audio.currentTime = second;
      return;
    }
    if (track.name !== this.#track?.name) this.#isWav = !this.#canPlay(track);
    this.#track = track;
    this.#failures = 0;
    await this.#connect();
  }

  play(): void {
    this.#isPlaying = true;
    // While nothing is loaded, it begins to play when something is.
    if (this.audio.src && !this.audio.error) void this.audio.play().catch(() => {});
  }

  pause(): void {
    this.#isPlaying = false;
    this.audio.pause();
  }

  close(): void {
    this.#isDone = true;
    this.#load++;
    clearTimeout(this.#waiting);
    this.audio.removeAttribute("src");
    this.audio.load();
  }

  #canPlay({ recording }: Track): boolean {
    return this.audio.canPlayType(recording.type) !== "";
  }

  /** Checks the connection repeatedly, until the browser has sound or the connection is lost. */
  #watchConnection(): void {
    clearTimeout(this.#waiting);
    const load = this.#load;
    this.#waiting = setTimeout(async () => {
      const url = await this.#workingUrl(this.#track!, false);
      const isWaiting = this.audio.readyState <= HTMLMediaElement.HAVE_CURRENT_DATA;
      if (load !== this.#load || !isWaiting) return;
      if (url === undefined) await this.#connect();
      else this.#watchConnection();
    }, PATIENCE_MS);
  }

  async #recover(): Promise<void> {
    const { error } = this.audio;
    if (this.#isDone || !error || !this.#track) return;
    this.#failures = this.#second === this.#failedAt ? this.#failures + 1 : 1;
    this.#failedAt = this.#second;
    await this.#connect(true, error.code !== MediaError.MEDIA_ERR_NETWORK);
  }

  /**
   * @param isRenewal whether the link may have expired
   * @param isOfFormat whether the browser said that it can't decode what it got
   */
  async #connect(isRenewal = false, isOfFormat = false): Promise<void> {
    const load = ++this.#load;
    const track = this.#track!;
    for (let attempt = 0; ; attempt++) {
      const url = await this.#workingUrl(track, isRenewal || attempt > 0);
      if (load !== this.#load) return;
      if (url === "unplayable") return this.onStatus("unplayable");
      if (url !== undefined) return this.#start(url, isOfFormat);
      this.onStatus("reconnecting");
      await online(DELAYS_MS[Math.min(attempt, DELAYS_MS.length - 1)]!);
      if (load !== this.#load) return;
    }
  }

  /** Loads a link that works. If the browser fails again at the same second, the format is the cause. */
  #start(url: string, isOfFormat: boolean): void | Promise<void> {
    if (isOfFormat && this.#failures > 1) {
      if (this.#isWav) return this.onStatus("unplayable");
      this.#isWav = true;
      return this.#connect();
    }
    if (this.#failures > MOST_FAILURES) return this.onStatus("unplayable");
    this.audio.src = url;
    this.audio.currentTime = this.#second;
    if (this.#isPlaying) this.play();
  }

  /** A link from which the first byte could be read. Undefined without a connection. */
  async #workingUrl(track: Track, isNew: boolean): Promise<string | "unplayable" | undefined> {
    try {
      if (isNew) await this.urls.renew();
      const link = await this.urls.get(track.name);
      const url = this.#isWav ? asWav(link) : link;
      const response = await fetch(url, { headers: { range: "bytes=0-0" } });
      await response.body?.cancel();
      if (response.ok) return url;
      if (response.status >= 500 || response.status === 429) return undefined;
      return isNew ? "unplayable" : this.#workingUrl(track, true);
    } catch (error) {
      const { statusCode } = error as { statusCode?: number };
      return statusCode === 404 || statusCode === 403 ? "unplayable" : undefined;
    }
  }
}

/** Waits for a time, or until the browser is online again. */
function online(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener("online", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    addEventListener("online", done);
  });
}
