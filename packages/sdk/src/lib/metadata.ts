import manifest from "../../package.json" with { type: "json" };

/** The version of this package. The build replaces the import with the value. */
export const VERSION = manifest.version;
export const USER_AGENT = `syllable-sdk/${VERSION}`;
