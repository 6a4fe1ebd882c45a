import { readdirSync, readFileSync } from "node:fs";
import http from "node:http";
import { eventually } from "syllable-test-support/eventually";
import { onlyIf } from "syllable-test-support/missing-parts";
import { ADMIN_KEY } from "syllable-test-support/service";
import { importLines } from "syllable-test-support/sessions";
import { withService } from "syllable-test-support/with-service";
import { beforeAll, describe, expect, test } from "vitest";

const AT = "2026-01-31T09:00:00Z";
/** More values than the service reads on the event loop. */
const CALLERS = 12_000;

const service = withService();
beforeAll(async () => {
  const lines = Array.from({ length: CALLERS }, (_, id) =>
    JSON.stringify({ session_id: `${id}`, timestamp: AT, source: `+1202555${10_000 + id}` }),
  );
  await importLines(service, lines.join("\n"));
});

/** A list that is read in a child process. */
const COSTLY = "/api/v1/sessions/?search_fields=source&search_field_values=55";

/** The child processes that read lists. */
function readers(): number[] {
  const isReader = (pid: string): boolean => {
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, "utf8");
      return command.includes("reader-process") && command.includes(service.dataDir);
    } catch {
      return false;
    }
  };
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && isReader(name))
    .map(Number);
}

const onLinux = onlyIf(process.platform === "linux", "not on Linux");

describe("a list that a child process reads", onLinux, () => {
  test("is aborted if its client disconnects, and the next list succeeds", async () => {
    const request = http.get(service.url + COSTLY, { headers: { "syllable-api-key": ADMIN_KEY } });
    const closed = new Promise((resolve) => request.once("close", resolve));
    request.once("error", () => undefined);
    await eventually(() => expect(readers()).toHaveLength(1));
    request.destroy();
    await closed;
    await eventually(() => expect(readers()).toEqual([]));
    expect((await (await service.call(COSTLY)).json()).total_count).toBe(CALLERS);
  });

  test("is read by another process if the first is killed", async () => {
    for (const pid of readers()) process.kill(pid, "SIGKILL");
    await eventually(() => expect(readers()).toEqual([]));
    const list = service.call(COSTLY);
    await eventually(() => expect(readers()).toHaveLength(1));
    process.kill(readers()[0]!, "SIGKILL");
    const response = await list;
    expect(response.status).toBe(200);
    expect(((await response.json()) as { total_count: number }).total_count).toBe(CALLERS);
  });
});
