export interface HostileAudio {
  /** The media type that the file claims to have. */
  readonly type: string;
  readonly bytes: Buffer<ArrayBuffer>;
}

/** By name: the generator of a file of about this many bytes. */
export const HOSTILE_AUDIO: Readonly<Record<string, (bytes: number) => HostileAudio>>;

/** The file of this name. */
export function hostileAudio(name: string, bytes: number): HostileAudio;
