/** Characters that a quoted file name cannot contain, or that some clients would decode. */
const UNSAFE = /[^ -~]|["%\\]/gu;

/** The characters that `encodeURIComponent` leaves as they are and RFC 8187 does not allow. */
const NOT_ATTRIBUTE = /['()*]/g;

/**
 * A `Content-Disposition` that shows a file in place and names it (RFC 6266). Clients that do not know
 * `filename*` (RFC 8187) use `filename`, in which `_` replaces other characters than printable ASCII.
 */
export function inlineDisposition(name: string): string {
  const ascii = name.replace(UNSAFE, "_");
  if (ascii === name) return `inline; filename="${name}"`;
  const encoded = encodeURIComponent(name).replace(NOT_ATTRIBUTE, percentEncode);
  return `inline; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

const percentEncode = (character: string): string =>
  `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
