import type { Sql } from "./database.js";

/** Receives a message whenever a long migration has advanced. */
export type Progress = (message: string) => void;

/** SQL, or a function for what SQL cannot compute. It runs in the transaction of the migration. */
export type Migration = string | ((sql: Sql, progress: Progress) => Promise<void>);
