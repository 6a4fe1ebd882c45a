/** The audio can't be decoded by this service. The message is a clause that says why. */
export class UnsupportedAudioError extends Error {}

/** The file is too damaged to be decoded. The message is a clause that says why. */
export class DamagedAudioError extends Error {}
