import { readdirSync, readFileSync } from "node:fs";
import http from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually } from "./support/eventually.js";
import { ADMIN_KEY, startService, type TestService } from "./support/service.js";
import { importLines } from "./support/sessions.js";

const AT = "2026-01-31T09:00:00Z";
/** More values than a list looks at within the service. */
const CALLERS = 12_000;

let service: TestService;
beforeAll(async () => {
  service = await startService();
  const lines = Array.from({ length: CALLERS }, (_, id) =>
    JSON.stringify({ session_id: `${id}`, timestamp: AT, source: `+1202555${10_000 + id}` }),
  );
  await importLines(service, lines.join("\n"));
});
afterAll(() => service.remove());

/** A list that is read in a process of its own. */
const COSTLY = "/api/v1/sessions/?search_fields=source&search_field_values=55";

/** How many processes read lists for the service. */
function readers(): number {
  const commands = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, "utf8");
      } catch {
        return "";
      }
    });
  return commands.filter(
    (line) => line.includes("reader-process") && line.includes(service.dataDir),
  ).length;
}

test.skipIf(process.platform !== "linux")(
  "a list whose client leaves is given up; the next one is answered",
  async () => {
    const request = http.get(service.url + COSTLY, { headers: { "syllable-api-key": ADMIN_KEY } });
    const left = new Promise((resolve) => request.once("close", resolve));
    request.once("error", () => undefined);
    await eventually(() => expect(readers()).toBe(1));
    request.destroy();
    await left;
    await eventually(() => expect(readers()).toBe(0));
    expect((await (await service.call(COSTLY)).json()).total_count).toBe(CALLERS);
  },
);
