import type { CompletedPart, S3 } from "@aws-sdk/client-s3";

export interface S3Object {
  readonly Bucket: string;
  readonly Key: string;
}

/** The least that a part but the last may have. An object has up to 10,000 parts: 48 GiB. */
const PART_BYTES = 5 * 1024 ** 2;
/** Beside the part being received: an upload holds up to three parts in memory. */
const PARTS_IN_FLIGHT = 2;

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
      await sending.at(-PARTS_IN_FLIGHT);
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

/** The source in parts of `PART_BYTES`, but for the last; an empty source is one empty part. */
async function* inParts(source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let part = Buffer.allocUnsafeSlow(PART_BYTES);
  let filled = 0;
  let full = 0;
  for await (let chunk of source) {
    while (chunk.length > 0) {
      const taken = chunk.subarray(0, PART_BYTES - filled);
      part.set(taken, filled);
      filled += taken.length;
      chunk = chunk.subarray(taken.length);
      if (filled < PART_BYTES) continue;
      yield part;
      full += 1;
      part = Buffer.allocUnsafeSlow(PART_BYTES);
      filled = 0;
    }
  }
  if (filled > 0 || full === 0) yield part.subarray(0, filled);
}
