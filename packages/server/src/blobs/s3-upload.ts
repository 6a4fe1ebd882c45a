import type { CompletedPart, S3 } from "@aws-sdk/client-s3";

export interface S3Object {
  readonly Bucket: string;
  readonly Key: string;
}

/** The least that a part but the last may have. An object has up to 10,000 parts: 48 GiB. */
const PART_BYTES = 5 * 1024 ** 2;
/**
 * Sends all of the source as one object, which is there once all of it is. After a rejection no
 * request is in flight any more.
 */
export async function uploadToS3(
  s3: S3,
  object: S3Object,
  source: AsyncIterable<Uint8Array>,
): Promise<void> {
  const sending: Promise<CompletedPart>[] = [];
  const send = async (UploadId: string | undefined, PartNumber: number, Body: Uint8Array) => {
    const { ETag } = await s3.uploadPart({ ...object, UploadId, PartNumber, Body });
    return { ETag, PartNumber };
  };
  try {
    let UploadId: string | undefined;
    for await (const part of inParts(source)) {
      if (sending.length === 0) {
        if (part.length < PART_BYTES) {
          await s3.putObject({ ...object, Body: part });
          return;
        }
        ({ UploadId } = await s3.createMultipartUpload(object));
      }
      // One is sent while the next is received: an upload holds two parts in memory.
      await sending.at(-1);
      const sent = send(UploadId, sending.length + 1, part);
      // Its failure is told where it is awaited.
      sent.catch(() => undefined);
      sending.push(sent);
    }
    const Parts = await Promise.all(sending);
    await s3.completeMultipartUpload({ ...object, UploadId, MultipartUpload: { Parts } });
  } catch (error) {
    await Promise.allSettled(sending);
    throw error;
  }
}

/**
 * The source in parts of `PART_BYTES`, but for the last; an empty source is one empty part. Each
 * holds until the second after it is asked for: two buffers take turns.
 */
async function* inParts(source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  const buffers: Buffer[] = [];
  let filled = 0;
  let full = 0;
  for await (let chunk of source) {
    while (chunk.length > 0) {
      buffers[full % 2] ??= Buffer.allocUnsafeSlow(PART_BYTES);
      const part = buffers[full % 2]!;
      const taken = chunk.subarray(0, PART_BYTES - filled);
      part.set(taken, filled);
      filled += taken.length;
      chunk = chunk.subarray(taken.length);
      if (filled < PART_BYTES) continue;
      yield part;
      full += 1;
      filled = 0;
    }
  }
  if (filled > 0) yield buffers[full % 2]!.subarray(0, filled);
  else if (full === 0) yield Buffer.alloc(0);
}
