/** Content types by which a stored recording could become a page or a script of the service. */
export const HOSTILE_MEDIA_TYPES: readonly string[];

/** A page that runs a script in whatever shows it. */
export const PAGE: Buffer<ArrayBuffer>;
