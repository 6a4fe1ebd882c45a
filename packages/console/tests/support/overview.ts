import type { Page } from "playwright-core";
import type { TestService } from "syllable-test-support/service";
import { importLines, jsonWith } from "syllable-test-support/sessions";

const COUNT = 900;
/** A week in which clocks are turned forward, in the zone of the viewer. */
export const WEEK = "from=2026-03-02&until=2026-03-08";
const START = Date.parse("2026-02-28T00:00:00Z");
const STEP_MS = 17 * 60_000;

async function send(service: TestService, method: string, path: string, body: unknown) {
  const headers = jsonWith();
  const response = await service.call(path, { method, headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
}

/** Stores sessions of three agents, of which two have names that begin in the same way. */
export async function putSessions(service: TestService): Promise<void> {
  const agents = ["Front Desk", "Front Desk, After Hours", "Billing"];
  const channels = ["voice", "voice", "chat", "sms", "email"];
  const lines = Array.from({ length: COUNT }, (_, index) =>
    JSON.stringify({
      session_id: String(1_000 + index),
      timestamp: new Date(START + index * STEP_MS).toISOString(),
      duration: (index * 10) % 700,
      agent_id: String(index % 3),
      agent_name: agents[index % 3],
      channel_manager_type: channels[index % 5],
      is_outbound: index % 4 === 0,
    }),
  );
  await importLines(service, `${lines.join("\n")}\n`);
  for (let index = 200; index < 320; index++) {
    const id = 1_000 + index;
    const code = ["GOOD", "BAD", "OK"][index % 3] as string;
    const label = { session_id: id, type: "human-rating", code, user_email: "a@example.com" };
    await send(service, "POST", "/api/v1/session_labels/", label);
    if (index % 5 > 0) continue;
    const timestamp = new Date(START + index * STEP_MS).toISOString();
    const tool = index % 2 ? { tool_error: "timeout" } : { tool_result: "{}" };
    const action = { timestamp, tool_name: "book", tool_request: "{}", duration_ms: 10, ...tool };
    const turn = { timestamp, lang: "en-US", source: "agent", text: "Hello" };
    await send(service, "PUT", `/api/v1/sessions/transcript/${id}`, {
      transcription: [turn],
      actions: [action],
    });
    await send(service, "PUT", `/api/v1/sessions/latency/${id}`, { timeline: latencyAt(index) });
  }
}

/** What a turn of the agent took, in its parts. */
function latencyAt(index: number) {
  const start = START + index * STEP_MS + 5_000;
  return ["stt", "llm", "tts"].map((category, part) => ({
    measurement_start: new Date(start + part * 300).toISOString(),
    timestamp: new Date(start + (part + 1) * 300).toISOString(),
    category,
    label: category,
    unit_type: "milliseconds",
    value: 300,
  }));
}

/** The first number of a text: `1,234 sessions` is 1234. */
export const numberIn = (text: string) => Number(/\d[\d,.]*/.exec(text)?.[0].replaceAll(",", ""));

/** Follows a link, and returns how many sessions the list has. */
export async function countBehind(page: Page, link: ReturnType<Page["locator"]>): Promise<number> {
  await link.click();
  await page.waitForURL(/\/sessions\?/);
  const total = page.getByRole("status").getByText(/^[\d,]+ sessions?$/);
  const count = numberIn(await total.innerText());
  await page.goBack();
  await page.getByText("compared with").first().waitFor();
  return count;
}

export const chart = (page: Page, name: string) => page.getByRole("region", { name });

/** The numbers of the name of a link: `…: Voice 6, Chat 3` are 6 and 3, `…: p50 0.9 s` is 0.9. */
export const valuesIn = (label: string) =>
  (label.split(": ").at(-1) as string)
    .split(", ")
    .map((text) => Number(/[\d.]+(?=\D*$)/.exec(text)?.[0]));
