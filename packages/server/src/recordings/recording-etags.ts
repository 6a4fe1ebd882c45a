import { contentHash } from "../content-hash.js";
import { etagOf } from "../preconditions.js";

const TYPE_HASH_LENGTH = 8;

interface Described {
  readonly sha256?: string | null | undefined;
  /** The media type that the recording is served with. */
  readonly type: string;
}

/**
 * The entity tags of the two representations of a recording: with its own media type, and as
 * `application/octet-stream`. The second is its SHA-256. The first also includes the media type, so it
 * changes if the same bytes are uploaded with another type.
 */
export const recordingEtags = ({
  sha256,
  type,
}: Described): readonly [typed: string, bytes: string] => [
  etagOf(`${sha256}-${contentHash(type).slice(0, TYPE_HASH_LENGTH)}`),
  etagOf(`${sha256}`),
];
