import type { IncomingMessage } from "node:http";
import { buffer } from "node:stream/consumers";
import { WriteCheck } from "../availability/write-check.js";
import { BlobGone, type RecordingBlobs } from "./port.js";
import { openS3Client } from "./s3-client.js";
import { unavailable } from "./s3-faults.js";
import { uploadToS3 } from "./s3-upload.js";

export interface S3Place {
  readonly bucket: string;
  /** Names begin with it and a slash; empty for none. */
  readonly prefix: string;
  /** Where it is not AWS. */
  readonly endpoint: string | undefined;
}

const PING_MS = 10_000;
const STALLED_MS = 60_000;
/** The object that a probe writes. No blob has this name. */
const PROBE = "write-probe";

/** Keeps recordings as objects of one bucket. Rejects where it can't be used. */
export async function openRecordingsS3(place: S3Place): Promise<RecordingBlobs> {
  const s3 = await openS3Client(place.endpoint);
  const bucket = { Bucket: place.bucket };
  const folder = place.prefix === "" ? "" : `${place.prefix}/`;
  const objectOf = (blob: string) => ({ ...bucket, Key: folder + blob });

  /** Sends a GET, because the response to a HEAD does not say why it failed. */
  const canList = async () => {
    await orUnavailable(
      s3.listObjectsV2(
        { ...bucket, Prefix: folder, MaxKeys: 1 },
        { abortSignal: AbortSignal.timeout(PING_MS) },
      ),
    );
  };

  const abortUploads = async (blob: string) => {
    const object = objectOf(blob);
    const { Uploads = [] } = await s3.listMultipartUploads({ ...bucket, Prefix: object.Key });
    const own = Uploads.filter(({ Key }) => Key === object.Key);
    await Promise.all(
      own.map(({ UploadId }) =>
        s3.abortMultipartUpload({ ...object, UploadId }).catch((error) => {
          if (!isAbsent(error)) throw error;
        }),
      ),
    );
  };
  const remove = async (blob: string) => {
    await Promise.all([
      orUnavailable(s3.deleteObject(objectOf(blob))),
      orUnavailable(abortUploads(blob)),
    ]);
  };

  const read: RecordingBlobs["read"] = async (blob, range, bytes) => {
    const Range = range && `bytes=${range.start}-${range.end}`;
    const { Body, ContentRange, ContentLength } = await s3
      .getObject({ ...objectOf(blob), Range })
      .catch((error) => {
        const gone = isAbsent(error) || (bytes !== undefined && error.name === "InvalidRange");
        throw gone ? new BlobGone(blob) : unavailable(error);
      });
    const body = Body as unknown as IncomingMessage;
    const size = ContentRange ? Number(ContentRange.split("/")[1]) : ContentLength;
    if (bytes !== undefined && size !== bytes) {
      body.destroy();
      throw new BlobGone(blob);
    }
    endStalled(body);
    return body;
  };

  await canList();
  // Checked at the start: without this permission, the parts of interrupted uploads can't be found.
  await orUnavailable(s3.listMultipartUploads({ ...bucket, Prefix: folder, MaxUploads: 1 }));

  /** Requests cost money, so there is a probe only after a failed write. */
  const writes = new WriteCheck(async (bytes) => {
    const abortSignal = AbortSignal.timeout(PING_MS);
    const probe = objectOf(PROBE);
    await orUnavailable(s3.putObject({ ...probe, Body: Buffer.alloc(bytes) }, { abortSignal }));
    await orUnavailable(s3.deleteObject(probe, { abortSignal }));
  }, Number.POSITIVE_INFINITY);

  return {
    async write(blob, source) {
      let sourceFailure: { error: unknown } | undefined;
      async function* watched() {
        try {
          yield* source;
        } catch (error) {
          sourceFailure = { error };
          throw error;
        }
      }
      try {
        await uploadToS3(s3, objectOf(blob), watched());
      } catch (error) {
        await remove(blob).catch(() => undefined);
        if (sourceFailure) throw sourceFailure.error;
        writes.failed();
        throw unavailable(error);
      }
    },

    read,

    async readRange(blob, range, bytes) {
      const body = await read(blob, range, bytes);
      return buffer(body).catch((error) => {
        throw unavailable(error);
      });
    },

    async size(blob) {
      try {
        return (await s3.headObject(objectOf(blob))).ContentLength;
      } catch (error) {
        if (!isAbsent(error)) throw unavailable(error);
        // A bucket that is gone looks the same.
        await canList();
        return undefined;
      }
    },

    delete: remove,

    async ping() {
      await canList();
      await writes.check();
    },
  };
}

/** Whether there is no such object, or no such upload. */
const isAbsent = (error: unknown): boolean =>
  ["NoSuchKey", "NotFound", "NoSuchUpload"].includes((error as Error).name);

const orUnavailable = <T>(request: Promise<T>): Promise<T> =>
  request.catch((error) => {
    throw unavailable(error);
  });

/** Ends what the store sends no more of, though its reader waits. */
function endStalled(body: IncomingMessage): void {
  let received = -1;
  const check = setInterval(() => {
    const { bytesRead } = body.socket;
    if (body.readableLength === 0 && bytesRead === received) {
      body.destroy(new Error(`the object store sent nothing for ${STALLED_MS / 1_000} s`));
    }
    received = bytesRead;
  }, STALLED_MS);
  check.unref();
  body.once("close", () => clearInterval(check));
}
