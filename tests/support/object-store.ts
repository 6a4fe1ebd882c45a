import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { S3 } from "@aws-sdk/client-s3";
import { freePorts } from "../../tools/free-ports.mjs";
import { reportMissing } from "./missing-parts.js";

const run = promisify(execFile);
const SCRIPT = fileURLToPath(new URL("../../../shared/tools/start-s3", import.meta.url));
/** The script may have to install packages. */
const SCRIPT_LIMIT_MS = 5 * 60_000;
const TIME_LIMITS = { connectionTimeout: 10_000, socketTimeout: 60_000 };
const CREDENTIALS = { S3_ACCESS_KEY_ID: "test:tester", S3_SECRET_ACCESS_KEY: "testing" };

/** A real object store, with a bucket for tests. */
export interface ObjectStore {
  readonly endpoint: string;
  readonly bucket: string;
  /** A separate client, to check what the service has stored. */
  readonly s3: S3;
  /** Lists objects and incomplete uploads under a prefix. */
  keysUnder(prefix: string): Promise<string[]>;
  /** Stops and starts the store. Undefined for a store that the tests did not start. */
  readonly power: { stop(): Promise<void>; start(secret?: string): Promise<void> } | undefined;
  remove(): Promise<void>;
}

/**
 * Opens the object store at SYLLABLE_TEST_S3_ENDPOINT (with …_BUCKET, …_ACCESS_KEY_ID,
 * …_SECRET_ACCESS_KEY and …_REGION), or starts one. If that fails, returns undefined, and `needs` gives
 * the reason. Sets the AWS_* variables of this process to its credentials.
 */
export async function openObjectStore(): Promise<ObjectStore | undefined> {
  const { env } = process;
  const endpoint = env.SYLLABLE_TEST_S3_ENDPOINT;
  env.AWS_EC2_METADATA_DISABLED = "true";
  env.AWS_REGION = env.SYLLABLE_TEST_S3_REGION ?? "us-east-1";
  env.AWS_ACCESS_KEY_ID = env.SYLLABLE_TEST_S3_ACCESS_KEY_ID ?? CREDENTIALS.S3_ACCESS_KEY_ID;
  env.AWS_SECRET_ACCESS_KEY =
    env.SYLLABLE_TEST_S3_SECRET_ACCESS_KEY ?? CREDENTIALS.S3_SECRET_ACCESS_KEY;
  if (endpoint) {
    const bucket = env.SYLLABLE_TEST_S3_BUCKET ?? "syllable-test";
    return await connectToStore(endpoint, bucket, undefined, async () => undefined);
  }
  if (!existsSync(SCRIPT)) return reportMissing("object store", `${SCRIPT} does not exist`);
  try {
    return await startStore();
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    return reportMissing("object store", stderr?.trim().split("\n").at(-1) || message);
  }
}

async function startStore(): Promise<ObjectStore> {
  const folder = await mkdtemp(join(tmpdir(), "syllable-s3-"));
  const [port, account, container, object] = await freePorts(4);
  const ports = {
    S3_PORT: `${port}`,
    S3_ACCOUNT_PORT: `${account}`,
    S3_CONTAINER_PORT: `${container}`,
    S3_OBJECT_PORT: `${object}`,
  };
  const start = async (secret = CREDENTIALS.S3_SECRET_ACCESS_KEY) => {
    const variables = {
      ...ports,
      ...CREDENTIALS,
      S3_SECRET_ACCESS_KEY: secret,
      S3_REGION: "us-east-1",
    };
    const env = { ...process.env, ...variables };
    await run(SCRIPT, [folder], { env, timeout: SCRIPT_LIMIT_MS });
  };
  const stop = async () => {
    await run(SCRIPT, ["stop", folder], { timeout: SCRIPT_LIMIT_MS });
  };
  const remove = async () => {
    await stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await start();
    return await connectToStore(`http://127.0.0.1:${port}`, "recordings", { start, stop }, remove);
  } catch (error) {
    await stop().catch(() => undefined);
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

async function connectToStore(
  endpoint: string,
  bucket: string,
  power: ObjectStore["power"],
  remove: () => Promise<void>,
): Promise<ObjectStore> {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
  const s3 = new S3({ endpoint, forcePathStyle: true, requestHandler: TIME_LIMITS });
  await s3.createBucket({ Bucket: bucket }).catch((error) => {
    if (!/^BucketAlready/.test(error.name)) throw error;
  });
  return {
    endpoint,
    bucket,
    s3,
    power,
    async keysUnder(prefix) {
      const [objects, uploads] = await Promise.all([
        s3.listObjectsV2({ Bucket: bucket, Prefix: prefix }),
        s3.listMultipartUploads({ Bucket: bucket, Prefix: prefix }),
      ]);
      return [...(objects.Contents ?? []), ...(uploads.Uploads ?? [])].map(({ Key }) => Key!);
    },
    async remove() {
      s3.destroy();
      await remove();
    },
  };
}

/** Returns a new, random prefix. */
export const newPrefix = (): string => `test-${randomBytes(8).toString("hex")}`;
