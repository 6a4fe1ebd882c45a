import type { IncomingMessage } from "node:http";
import { buffer } from "node:stream/consumers";
import { WriteCheck } from "../availability/write-check.js";
import { BlobGone, type RecordingBlobs } from "./port.js";
import { openS3Client } from "./s3-client.js";
import { toBlobsError } from "./s3-errors.js";
import { uploadToS3 } from "./s3-upload.js";

export interface S3Location {
  readonly bucket: string;
  /** Precedes the name of every object, followed by a slash. Empty for no prefix. */
  readonly prefix: string;
  /** The URL of the object store, unless it is AWS. */
  readonly endpoint: string | undefined;
}

const PING_MS = 10_000;
/** A store that sends nothing for this long is stalled. */
const STALL_MS = 60_000;
/** The object that a probe writes. No blob has this name. */
const PROBE = "write-probe";

/**
 * Stores recordings as objects of one bucket.
 * @throws BlobsUnavailable if the bucket cannot be used
 */
export async function openRecordingsS3(location: S3Location): Promise<RecordingBlobs> {
  const s3 = await openS3Client(location.endpoint);
  const bucket = { Bucket: location.bucket };
  const folder = location.prefix === "" ? "" : `${location.prefix}/`;
  const objectOf = (blob: string) => ({ ...bucket, Key: folder + blob });

  /** Sends a GET, because the response to a HEAD does not say why it failed. */
  const checkBucket = async () => {
    await withBlobsErrors(
      s3.listObjectsV2(
        { ...bucket, Prefix: folder, MaxKeys: 1 },
        { abortSignal: AbortSignal.timeout(PING_MS) },
      ),
    );
  };

  const abortUploads = async (blob: string) => {
    const object = objectOf(blob);
    const { Uploads = [] } = await s3.listMultipartUploads({ ...bucket, Prefix: object.Key });
    const uploads = Uploads.filter(({ Key }) => Key === object.Key);
    await Promise.all(
      uploads.map(({ UploadId }) =>
        s3.abortMultipartUpload({ ...object, UploadId }).catch((error) => {
          if (!isNotFound(error)) throw error;
        }),
      ),
    );
  };
  const remove = async (blob: string) => {
    await Promise.all([
      withBlobsErrors(s3.deleteObject(objectOf(blob))),
      withBlobsErrors(abortUploads(blob)),
    ]);
  };

  const read: RecordingBlobs["read"] = async (blob, range, bytes) => {
    const Range = range && `bytes=${range.start}-${range.end}`;
    const { Body, ContentRange, ContentLength } = await s3
      .getObject({ ...objectOf(blob), Range })
      .catch((error) => {
        const gone = isNotFound(error) || (bytes !== undefined && error.name === "InvalidRange");
        throw gone ? new BlobGone(blob) : toBlobsError(error);
      });
    const body = Body as unknown as IncomingMessage;
    const size = ContentRange ? Number(ContentRange.split("/")[1]) : ContentLength;
    if (bytes !== undefined && size !== bytes) {
      body.destroy();
      throw new BlobGone(blob);
    }
    destroyIfStalled(body);
    return body;
  };

  await checkBucket();
  // Without this permission, the parts of interrupted uploads could not be found later.
  await withBlobsErrors(s3.listMultipartUploads({ ...bucket, Prefix: folder, MaxUploads: 1 }));

  // Requests cost money, so writing is probed only after a failed write.
  const writes = new WriteCheck(async (bytes) => {
    const abortSignal = AbortSignal.timeout(PING_MS);
    const probe = objectOf(PROBE);
    await withBlobsErrors(s3.putObject({ ...probe, Body: Buffer.alloc(bytes) }, { abortSignal }));
    await withBlobsErrors(s3.deleteObject(probe, { abortSignal }));
  }, Number.POSITIVE_INFINITY);

  return {
    async write(blob, source) {
      let sourceFailure: { error: unknown } | undefined;
      async function* observedSource() {
        try {
          yield* source;
        } catch (error) {
          sourceFailure = { error };
          throw error;
        }
      }
      try {
        await uploadToS3(s3, objectOf(blob), observedSource());
      } catch (error) {
        await remove(blob).catch(() => undefined);
        if (sourceFailure) throw sourceFailure.error;
        writes.failed();
        throw toBlobsError(error);
      }
    },

    read,

    async readRange(blob, range, bytes) {
      const body = await read(blob, range, bytes);
      return buffer(body).catch((error) => {
        throw toBlobsError(error);
      });
    },

    async size(blob) {
      try {
        return (await s3.headObject(objectOf(blob))).ContentLength;
      } catch (error) {
        if (!isNotFound(error)) throw toBlobsError(error);
        // The response is the same if the bucket does not exist.
        await checkBucket();
        return undefined;
      }
    },

    delete: remove,

    async ping() {
      await checkBucket();
      await writes.check();
    },
  };
}

/** Whether the object or the upload does not exist. */
const isNotFound = (error: unknown): boolean =>
  ["NoSuchKey", "NotFound", "NoSuchUpload"].includes((error as Error).name);

const withBlobsErrors = <T>(request: Promise<T>): Promise<T> =>
  request.catch((error) => {
    throw toBlobsError(error);
  });

/** Destroys a body once the store has stopped sending it while its reader waits for more. */
function destroyIfStalled(body: IncomingMessage): void {
  let received = -1;
  const check = setInterval(() => {
    const { bytesRead } = body.socket;
    if (body.readableLength === 0 && bytesRead === received) {
      body.destroy(new Error(`the object store sent nothing for ${STALL_MS / 1_000} s`));
    }
    received = bytesRead;
  }, STALL_MS);
  check.unref();
  body.once("close", () => clearInterval(check));
}
