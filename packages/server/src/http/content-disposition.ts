/** Characters that a quoted file name cannot contain, or that some clients would decode. */
const UNSAFE = /[^ -~]|["%\\]/gu;

/** Characters that `encodeURIComponent` does not encode and that RFC 8187 does not allow. */
const NOT_ATTRIBUTE = /['()*]/g;

/**
 * An inline `Content-Disposition` with the name of a file (RFC 6266). Clients that do not know `filename*`
 * (RFC 8187) use `filename`, in which `_` replaces all characters outside printable ASCII.
 */
export function inlineDisposition(name: string): string {
  const ascii = name.replace(UNSAFE, "_");
  if (ascii === name) return `inline; filename="${name}"`;
  const encoded = encodeURIComponent(name).replace(NOT_ATTRIBUTE, percentEncode);
  return `inline; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

const percentEncode = (character: string): string =>
  `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
