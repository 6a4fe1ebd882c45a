export interface HostileAudio {
  /** The declared media type. */
  readonly type: string;
  readonly bytes: Buffer<ArrayBuffer>;
}

/** The generators, by the names of their files. The argument is the approximate size. */
export const HOSTILE_AUDIO: Readonly<Record<string, (bytes: number) => HostileAudio>>;

/** Generates the file with this name. */
export function hostileAudio(name: string, bytes: number): HostileAudio;
