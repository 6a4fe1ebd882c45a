import type { Generated } from "kysely";
import type { Scope } from "../port.js";

/** The tables as Kysely sees them; the migrations of each adapter make them. */
export interface Tables {
  sessions: SessionsTable;
  session_totals: { org_id: number; is_test: number; sessions: number };
  recordings: RecordingsTable;
  session_parts: { org_id: number; session_id: number; part: string; wire: string };
  session_labels: SessionLabelsTable;
  organisations: { id: Generated<number>; name: string; created_at: number };
  api_keys: {
    id: Generated<number>;
    org_id: number;
    name: string;
    hash: string;
    scope: Scope;
    created_at: number;
    revoked_at: number | null;
  };
  secrets: { name: string; value: string };
}

export interface SessionsTable {
  org_id: number;
  session_id: number;
  /** Microseconds since 1970. */
  timestamp: number;
  is_test: number;
  conversation_id: string | null;
  channel_manager_service: string | null;
  channel_manager_type: string | null;
  channel_manager_sid: string | null;
  agent_type: string | null;
  agent_id: string | null;
  agent_name: string | null;
  prompt_id: string | null;
  prompt_name: string | null;
  source: string | null;
  target: string | null;
  duration: number | null;
  is_outbound: number | null;
  is_legacy: number | null;
  /** What substring filters look at: the value without its case. */
  agent_name_folded: string | null;
  prompt_name_folded: string | null;
  source_folded: string | null;
  target_folded: string | null;
  wire: string;
}

export interface SessionLabelsTable {
  id: Generated<number>;
  org_id: number;
  session_id: number;
  /** Microseconds since 1970. */
  timestamp: number;
  type: string;
  code: string;
  user_email: string;
  user_email_folded: string;
  comments: string | null;
  /** A JSON array of strings. */
  issue_categories: string | null;
}

export interface RecordingsTable {
  blob: string;
  org_id: number;
  session_id: number;
  name: string;
  state: "pending" | "ready" | "condemned";
  type: string;
  bytes: number | null;
  sha256: string | null;
  seconds: number | null;
  channels: number | null;
  created_at: number;
}
