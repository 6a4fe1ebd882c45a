import { fileURLToPath, pathToFileURL } from "node:url";
import { openRecordingFiles } from "./files.js";
import type { RecordingBlobs } from "./port.js";

/** Opens the storage that a URL names: `file:///folder` or `s3://bucket/prefix`. */
export async function openRecordings(
  location: string,
  s3Endpoint: string | undefined,
): Promise<RecordingBlobs> {
  const url = URL.canParse(location) ? new URL(location) : undefined;
  if (url?.protocol === "file:" && !url.host) return openRecordingFiles(fileURLToPath(url));
  if (url?.protocol === "s3:" && url.host && hasOnlyHostAndPath(url)) {
    const { openRecordingsS3 } = await import("./s3.js");
    const prefix = decodeURIComponent(url.pathname).replace(/^\/+|\/+$/g, "");
    return openRecordingsS3({ bucket: url.host, prefix, endpoint: s3Endpoint });
  }
  throw new Error("it must be file:///folder or s3://bucket/prefix");
}

export const folderUrl = (folder: string): string => pathToFileURL(folder).href;

const hasOnlyHostAndPath = ({ username, password, port, search, hash }: URL): boolean =>
  `${username}${password}${port}${search}${hash}` === "";
