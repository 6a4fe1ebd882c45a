import type { ByteReader } from "../byte-reader.js";
import { type Element, elementAt } from "./ebml.js";
import { IDS } from "./matroska-header.js";

/** Elements whose children are read as if they followed them, so that unknown sizes do not matter. */
const CONTAINERS = new Set<number>([
  IDS.header,
  IDS.segment,
  IDS.info,
  IDS.tracks,
  IDS.trackEntry,
  IDS.audio,
  IDS.cluster,
  IDS.blockGroup,
]);

export const isContainer = (id: number): boolean => CONTAINERS.has(id);

/**
 * The elements of a file that are complete, and the containers. Returns whether the file ends within an
 * element.
 */
export async function* matroskaElements(reader: ByteReader): AsyncGenerator<Element, boolean> {
  for (let position = 0; position < reader.size; ) {
    const element = await elementAt(reader, position);
    if (!element) return true;
    const { id, start, end } = element;
    if (isContainer(id)) {
      yield element;
      position = start;
      continue;
    }
    if (end === undefined || end > reader.size) return true;
    yield element;
    position = end;
  }
  return false;
}
