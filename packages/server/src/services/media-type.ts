import type { RecordingBlobs } from "../recordings/port.js";

/** How much of a file `file-type` wants to see. */
const HEAD_BYTES = 4_100;

/** Whether a client's Content-Type tells what the bytes are. */
export const tellsMediaType = (type: string | undefined): type is string =>
  !!type && !/^application\/octet-stream\b/i.test(type);

export const isRecordingType = (type: string): boolean =>
  /^((audio|video)\/[\w.+-]+|application\/ogg)\s*(;|$)/i.test(type);

/** The media type that the first bytes tell, without parameters; undefined where they don't. */
export async function sniffMediaType(
  blobs: RecordingBlobs,
  blob: string,
): Promise<string | undefined> {
  const { fileTypeFromBuffer } = await import("file-type");
  const chunks: Buffer[] = [];
  for await (const chunk of await blobs.read(blob, { start: 0, end: HEAD_BYTES - 1 })) {
    chunks.push(chunk);
  }
  const found = await fileTypeFromBuffer(Buffer.concat(chunks));
  const type = found?.mime.split(";")[0];
  return type && isRecordingType(type) ? type : undefined;
}
