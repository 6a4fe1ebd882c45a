/**
 * The tables with the data of organisations. `org_id` is the first column of each and of its keys. Each
 * statement filters each table by it, so that a database with shards runs the statement on one of them.
 */
export const DISTRIBUTED_TABLES = [
  "sessions",
  "session_profiles",
  "session_values",
  "session_value_counts",
  "session_counts",
  "session_parts",
  "session_labels",
  "session_time_counts",
  "session_examinations",
  "recordings",
] as const;
