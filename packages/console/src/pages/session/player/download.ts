import { describeError } from "../../../components/describe-error.ts";
import { notifyError } from "../../../components/notice.tsx";
import type { RecordingUrls } from "./recording-urls.ts";

/** Saves a recording as it was uploaded. */
export async function download(urls: RecordingUrls, name: string): Promise<void> {
  try {
    const link = document.createElement("a");
    link.href = await urls.get(name);
    link.download = name;
    link.click();
  } catch (error) {
    notifyError(`${name} was not downloaded. ${describeError(error).cause}`);
  }
}
