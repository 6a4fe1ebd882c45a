/** Invalid values of the Host header. */
export const HOSTILE_HOSTS: readonly string[];
