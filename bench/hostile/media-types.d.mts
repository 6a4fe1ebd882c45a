/** Content types with which a browser could run a stored recording as a page or a script. */
export const HOSTILE_MEDIA_TYPES: readonly string[];

/** A page with a script. */
export const PAGE: Buffer<ArrayBuffer>;
