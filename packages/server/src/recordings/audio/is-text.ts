import type { ByteReader } from "./byte-reader.js";

const HEAD_BYTES = 4_096;
const MIN_BYTES = 8;
/** Control characters that do not occur in text. */
const CONTROL = /[^\t\n\r\x20-\x7e\u00a0-\uffff]/;

/** Whether a recording begins with text, such as an error page that was saved as audio. */
export async function isText(reader: ByteReader): Promise<boolean> {
  const head = await reader.at(0, HEAD_BYTES);
  // A character of several bytes may be cut off at the end.
  const text = head.toString("utf8").replace(/\ufffd$/, "");
  return head.length >= MIN_BYTES && !text.includes("\ufffd") && !CONTROL.test(text);
}
