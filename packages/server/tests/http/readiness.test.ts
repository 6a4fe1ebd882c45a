/** `/readyz` is 503 while writes fail, and 200 again afterwards. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import Libsql from "libsql";
import { recordingFiles } from "syllable-test-support/data-folder";
import { eventually } from "syllable-test-support/eventually";
import { needs } from "syllable-test-support/missing-parts";
import { startService, type TestService } from "syllable-test-support/service";
import { putSession } from "syllable-test-support/sessions";
import { smallDisk } from "syllable-test-support/small-disk";
import { afterAll, expect, test } from "vitest";

const disk = await smallDisk({ megabytes: 8 });
afterAll(() => disk?.remove());

const readiness = async (service: TestService) => {
  const response = await service.call("/readyz");
  return [response.status, ((await response.json()) as { detail?: string }).detail];
};
const READY = [200, undefined];

test("a store that another process has locked is not ready", async () => {
  await using service = await startService();
  expect(await readiness(service)).toEqual(READY);
  const other = new Libsql(join(service.dataDir, "sessions.sqlite"));
  other.exec("BEGIN IMMEDIATE");
  await eventually(async () => {
    expect(await readiness(service)).toEqual([
      503,
      expect.stringMatching(/the store can't be used/),
    ]);
  }, 30_000);
  expect((await service.call("/api/v1/sessions/")).status).toBe(200);
  other.exec("ROLLBACK");
  other.close();
  expect(await readiness(service)).toEqual(READY);
});

test("a recordings folder that becomes read-only is not ready", needs(disk), async () => {
  const recordingsUrl = pathToFileURL(join(disk!.path, "recordings")).href;
  await using service = await startService({ recordingsUrl });
  expect(await readiness(service)).toEqual(READY);
  const remount = (how: string) => execFileSync("mount", ["-o", `remount,${how}`, disk!.path]);
  remount("ro");
  await eventually(async () => {
    expect(await readiness(service)).toEqual([
      503,
      expect.stringMatching(/the recordings can't be used/),
    ]);
  });
  remount("rw");
  expect(await readiness(service)).toEqual(READY);
  expect(await recordingFiles(disk!.path)).toEqual([]);
});

test("a full disk of recordings is not ready", needs(disk), async () => {
  const recordingsUrl = pathToFileURL(join(disk!.path, "recordings")).href;
  await using service = await startService({ recordingsUrl });
  await putSession(service, "1");
  const upload = (bytes: number) =>
    service.call("/api/v1/sessions/recording/1/call", {
      method: "PUT",
      headers: { "content-type": "audio/wav" },
      body: Buffer.alloc(bytes),
    });
  expect((await upload(8_200_000)).status).toBe(201);
  expect(await readiness(service)).toEqual(READY);
  expect((await upload(1_000_000)).status).toBe(507);
  expect((await readiness(service))[0]).toBe(503);
  expect((await readiness(service))[0]).toBe(503);
  expect((await service.call("/api/v1/sessions/1", { method: "DELETE" })).status).toBe(204);
  await eventually(async () => expect(await readiness(service)).toEqual(READY));
});
