/** The volume of one channel of a recording. */
export interface Volume {
  /** From 0 to 1. */
  readonly level: number;
  readonly isMuted: boolean;
}

/**
 * Sets the volume of the channels of an audio element. The element plays by itself until a channel differs from the
 * others: only then is its sound routed through Web Audio, which can't be undone.
 */
export class ChannelMixer {
  #gains: GainNode[] | undefined;

  constructor(readonly audio: HTMLAudioElement) {}

  /** @param volumes in the order of the channels */
  set(volumes: readonly Volume[]): void {
    const levels = volumes.map(({ level, isMuted }) => (isMuted ? 0 : level));
    const [first = 1] = levels;
    if (!this.#gains && levels.every((level) => level === first)) {
      this.audio.volume = first;
      return;
    }
    this.audio.volume = 1;
    this.#gains ??= split(this.audio);
    for (const [channel, gain] of this.#gains.entries()) gain.gain.value = levels[channel] ?? first;
  }
}

const CHANNELS = 2;

/** Each channel is heard on both sides, so that one alone is not heard on one side only. */
function split(audio: HTMLAudioElement): GainNode[] {
  const context = new AudioContext();
  const splitter = context.createChannelSplitter(CHANNELS);
  context.createMediaElementSource(audio).connect(splitter);
  void context.resume();
  return Array.from({ length: CHANNELS }, (_, channel) => {
    const gain = context.createGain();
    splitter.connect(gain, channel);
    gain.connect(context.destination);
    return gain;
  });
}
