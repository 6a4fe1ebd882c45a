import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { needs } from "syllable-test-support/missing-parts";
import { startService } from "syllable-test-support/service";
import { putSession } from "syllable-test-support/sessions";
import { smallDisk } from "syllable-test-support/small-disk";
import { afterAll, expect, test } from "vitest";

const disk = await smallDisk({ megabytes: 16 });
afterAll(() => disk?.remove());

test(
  "a full disk is told, nothing is half-written, and what is freed is used",
  needs(disk),
  async () => {
    const service = await startService({ dataDir: join(disk!.path, "data") });
    const ballast = join(disk!.path, "ballast");
    await writeFile(ballast, Buffer.alloc(8_000_000));
    const put = (id: number) => putSession(service, String(id), { agent_name: "x".repeat(30_000) });
    let id = 1;
    let answer = await put(id);
    while (answer.status === 201 && id < 1_000) answer = await put(++id);
    expect(answer.status).toBe(507);
    const ready = async () => (await service.call("/readyz")).status;
    expect([await ready(), await ready()]).toEqual([503, 503]);
    expect((await service.call("/healthz")).status).toBe(200);
    expect(await answer.json()).toEqual({ detail: expect.stringMatching(/disk .* is full/) });
    const total = async () =>
      ((await (await service.call("/api/v1/sessions/?limit=0")).json()) as { total_count: number })
        .total_count;
    expect(await total()).toBe(id - 1);
    expect((await service.call(`/api/v1/sessions/${id}`)).status).toBe(404);
    await rm(ballast);
    expect(await ready()).toBe(200);
    expect((await put(id)).status).toBe(201);
    expect(await total()).toBe(id);
    await service.remove();
  },
);
