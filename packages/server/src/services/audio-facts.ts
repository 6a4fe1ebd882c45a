import type { Readable } from "node:stream";
import type { RecordingFacts } from "../store/port.js";

/**
 * How long a recording plays and how many channels it has, read from its bytes; null where they
 * do not tell. Rejects where they can't be read, never for what they are: an odd recording is kept
 * all the same.
 */
export async function readAudioFacts(
  audio: Readable,
  type: string,
  bytes: number,
): Promise<Pick<RecordingFacts, "seconds" | "channels">> {
  const { parseStream } = await import("music-metadata");
  try {
    const { format } = await parseStream(
      audio,
      { mimeType: type, size: bytes },
      { duration: true },
    );
    return { seconds: format.duration ?? null, channels: format.numberOfChannels ?? null };
  } catch {
    if (audio.errored) throw audio.errored;
    return { seconds: null, channels: null };
  } finally {
    audio.destroy();
  }
}
