import type { Reader } from "./context.js";
import { chunksOf, endTooLarge, maxBytesOf } from "./read-body.js";

/** The most characters in one line. */
const MAX_LINE_LENGTH = 2 ** 20;

/**
 * Reads the lines of an NDJSON response as text, without blank ones.
 * @param expected the expected number of lines; at most one more is read
 */
export const readLines = (expected: number): Reader => ({
  accept: "application/x-ndjson",
  accepts: ({ headers }) => /^application\/x-ndjson/.test(headers.get("content-type")!),
  async read(response, context, deadline) {
    const lines: string[] = [];
    const decoder = new TextDecoder();
    let last = "";
    const grow = (text: string) => {
      last += text;
      if (last.length <= MAX_LINE_LENGTH) return;
      const message = `A line of the response is longer than ${MAX_LINE_LENGTH} characters`;
      throw endTooLarge(message, response, deadline);
    };
    const end = () => {
      if (last.trim()) lines.push(last);
      last = "";
    };
    for await (const chunk of chunksOf(response, deadline, maxBytesOf(context))) {
      const [first = "", ...others] = decoder.decode(chunk, { stream: true }).split("\n");
      grow(first);
      for (const text of others) {
        end();
        if (lines.length > expected) return lines;
        grow(text);
      }
    }
    grow(decoder.decode());
    end();
    return lines;
  },
});
