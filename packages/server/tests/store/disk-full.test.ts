import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { needs } from "syllable-test-support/missing-parts";
import { startService } from "syllable-test-support/service";
import { putSession } from "syllable-test-support/sessions";
import { smallDisk } from "syllable-test-support/small-disk";
import { afterAll, expect, test } from "vitest";
import { totalOf } from "./total-of.js";

const disk = await smallDisk({ megabytes: 16 });
afterAll(() => disk?.remove());

test(
  "reports a full disk, stores nothing partially, and continues once there is space",
  needs(disk),
  async () => {
    const service = await startService({ dataDir: join(disk!.path, "data") });
    const ballast = join(disk!.path, "ballast");
    await writeFile(ballast, Buffer.alloc(8_000_000));
    const put = (id: number) => putSession(service, String(id), { agent_name: "x".repeat(30_000) });
    let id = 1;
    let response = await put(id);
    while (response.status === 201 && id < 1_000) response = await put(++id);
    expect(response.status).toBe(507);
    const ready = async () => (await service.call("/readyz")).status;
    expect([await ready(), await ready()]).toEqual([503, 503]);
    expect((await service.call("/healthz")).status).toBe(200);
    expect(await response.json()).toEqual({ detail: expect.stringMatching(/disk is full/) });
    expect(await totalOf(service)).toBe(id - 1);
    expect((await service.call(`/api/v1/sessions/${id}`)).status).toBe(404);
    await rm(ballast);
    expect(await ready()).toBe(200);
    expect((await put(id)).status).toBe(201);
    expect(await totalOf(service)).toBe(id);
    await service.remove();
  },
);
