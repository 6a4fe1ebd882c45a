import type { TestClient } from "syllable-test-support/service";
import { importLines } from "syllable-test-support/sessions";

export const COUNT = 10_000;
export const FIRST_ID = 1_000;
export const FIRST_MS = Date.parse("2026-03-01T00:00:00Z");
const MINUTE_MS = 60_000;

/** Stores sessions of two agents, a minute apart. The ids begin with `FIRST_ID`. */
export async function putTenThousand(service: TestClient): Promise<void> {
  const lines = Array.from({ length: COUNT }, (_, index) =>
    JSON.stringify({
      session_id: String(FIRST_ID + index),
      timestamp: new Date(FIRST_MS + index * MINUTE_MS).toISOString(),
      duration: index % 500,
      agent_name: index % 2 ? "Front Desk" : "Billing",
      channel_manager_type: index % 3 ? "voice" : "chat",
      source: `+1206555${String(index).padStart(4, "0")}`,
      is_outbound: index % 4 === 0,
    }),
  );
  await importLines(service, `${lines.join("\n")}\n`);
}
