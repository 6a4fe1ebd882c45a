import { createHash, hash } from "node:crypto";
import { TimeSlices } from "./scheduling/time-slices.js";

/** How many bytes are hashed before other work may run. */
const PIECE_BYTES = 256 * 1024;

const slices = new TimeSlices();

/** The SHA-256 of content, in base64url. Content of several megabytes takes milliseconds. */
export const contentHash = (content: string | Uint8Array): string =>
  hash("sha256", content, "base64url");

/** Like `contentHash`, for long content in pieces. Other work may run between two pieces. */
export async function hashPieces(pieces: readonly Uint8Array[]): Promise<string> {
  const total = createHash("sha256");
  const isShort = pieces.reduce((sum, { length }) => sum + length, 0) <= PIECE_BYTES;
  for (const piece of pieces) {
    for (let start = 0; start < piece.length; start += PIECE_BYTES) {
      while (!isShort && slices.isOver()) await slices.next();
      total.update(piece.subarray(start, start + PIECE_BYTES));
    }
  }
  return total.digest("base64url");
}
