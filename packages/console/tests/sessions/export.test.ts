import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { openChromium } from "syllable-test-support/chromium";
import { needs } from "syllable-test-support/missing-parts";
import { importLines, jsonWith } from "syllable-test-support/sessions";
import { withService } from "syllable-test-support/with-service";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openConsole } from "../support/console.ts";

const COUNT = 2_500;

const browser = await openChromium();
afterAll(() => browser?.close());
const service = withService();

beforeAll(async () => {
  const start = Date.parse("2026-03-01T00:00:00Z");
  const lines = Array.from({ length: COUNT }, (_, index) =>
    JSON.stringify({
      session_id: String(1_000 + index),
      timestamp: new Date(start + index * 60_000).toISOString(),
      agent_name: index % 2 ? 'Front "Desk", 受付' : "=1+1",
      duration: index,
    }),
  );
  await importLines(service, `${lines.join("\n")}\n`);
  await service.call("/api/v1/session_labels/", {
    method: "POST",
    headers: jsonWith(),
    body: JSON.stringify({
      session_id: 1_001,
      type: "human-rating",
      code: "BAD",
      user_email: "nora@example.com",
    }),
  });
});

async function exported(page: Page, format: string): Promise<{ name: string; text: string }> {
  await page.getByRole("button", { name: "Export" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: format }).click();
  const file = await download;
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), "utf8") };
}

describe("an export", needs(browser), () => {
  test("as CSV has every session that matches, and runs no formula", async () => {
    await using console = await openConsole(browser!, service, "/sessions?sort=timestamp");
    const { name, text } = await exported(console.page, "CSV");
    expect(name).toBe("sessions.csv");
    const [head, ...rows] = text.trimEnd().split("\r\n");
    expect(head).toMatch(/^\uFEFFtimestamp \(America\/Los_Angeles\),timestamp \(UTC\),session_id,/);
    expect(rows.map((row) => row.split(",")[2])).toEqual(
      Array.from({ length: COUNT }, (_, index) => String(1_000 + index)),
    );
    expect(rows[0]).toMatch(/^2026-02-28 16:00:00,2026-03-01T00:00:00.000Z,1000,,0,/);
    expect(rows[0]).toContain(",'=1+1,");
    expect(rows[1]).toContain(',"Front ""Desk"", 受付",');
    expect(rows[1]).toContain(",BAD,human-rating,nora@example.com,");
  });

  test("as JSON Lines has the sessions of the filter, as the API returns them", async () => {
    await using console = await openConsole(browser!, service, "/sessions?duration=10..12");
    const { name, text } = await exported(console.page, "JSON Lines");
    expect(name).toBe("sessions.jsonl");
    const sessions = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(sessions.map(({ session_id }) => session_id)).toEqual(["1012", "1011", "1010"]);
    const response = await service.call("/api/v1/sessions/1012");
    expect(sessions[0]).toMatchObject({
      ...((await response.json()) as object),
      timestamp: expect.any(String),
    });
    await console.page.getByText("Exported 3 sessions").waitFor();
  });

  test("can be cancelled", async () => {
    await using console = await openConsole(browser!, service, "/sessions");
    const { page } = console;
    await page.getByRole("grid").getByText("=1+1").first().waitFor();
    await page.route("**/api/v1/session_labels/**", () => {});
    await page.keyboard.press("e");
    await page.getByRole("button", { name: "Cancel the export" }).click();
    await page.getByText("The export was cancelled.").waitFor();
    await page.getByRole("button", { name: "Export" }).waitFor();
  });
});
