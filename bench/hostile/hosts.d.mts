/** Values of the Host header that name no host. */
export const HOSTILE_HOSTS: readonly string[];
