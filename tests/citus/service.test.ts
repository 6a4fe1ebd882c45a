/** A service with Citus, through its API. */
import { readFileSync } from "node:fs";
import type { SessionWire } from "syllable-contract";
import { startCommitProxy } from "syllable-test-support/commit-proxy";
import { needs } from "syllable-test-support/missing-parts";
import {
  demoRecording,
  listRecordings,
  recordingUrls,
  sha256,
  uploadRecording,
} from "syllable-test-support/recordings";
import { startService } from "syllable-test-support/service";
import { AT, importLines, jsonWith, putSession } from "syllable-test-support/sessions";
import { afterAll, describe, expect, test } from "vitest";
import { newDatabase, openCitus } from "./open-citus.js";

const TIME_LIMIT_MS = 120_000;

const server = await openCitus();
afterAll(() => server?.remove());

interface DemoSession {
  readonly session: SessionWire;
  readonly transcription: readonly unknown[];
  readonly actions: readonly unknown[];
}

const demo = readFileSync(new URL("../../demo/sessions.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as DemoSession);

describe("a service with Citus", needs(server), () => {
  test(
    "imports, lists, returns and deletes sessions with their parts, recordings and labels",
    async () => {
      await using database = await newDatabase(server!);
      await using service = await startService({ databaseUrl: database.url });
      const json = async (path: string) => (await service.call(`/api/v1/${path}`)).json();
      const total = async (path: string) =>
        ((await json(path)) as { total_count: number }).total_count;
      const ALL = "sessions/?limit=100&search_fields=is_test&search_field_values=true";

      const lines = demo.map(({ session }) => JSON.stringify(session));
      const created = await importLines(service, lines.join("\n"));
      expect(new Set(created.map(({ status }) => status))).toEqual(new Set(["created"]));
      const replaced = await importLines(service, lines.slice(0, 9).join("\n"));
      expect(new Set(replaced.map(({ status }) => status))).toEqual(new Set(["replaced"]));
      expect(await total(ALL)).toBe(demo.length);

      for (const { session, transcription, actions } of demo) {
        const id = session.session_id!;
        const path = `sessions/transcript/${id}`;
        const put = await service.call(`/api/v1/${path}`, {
          method: "PUT",
          headers: jsonWith(),
          body: JSON.stringify({ transcription, actions }),
        });
        expect(put.status).toBeLessThan(300);
        expect(await json(`sessions/${id}`)).toMatchObject({ session_id: id });
        expect(await json(path)).toMatchObject({ transcription });
      }

      const call = demoRecording("100006/call.mp3");
      expect((await uploadRecording(service, "100006", "call.mp3", call)).status).toBe(201);
      const [recording] = await listRecordings(service, "100006");
      expect(recording).toMatchObject({ name: "call.mp3", bytes: call.length });
      const [url] = await recordingUrls(service, "100006");
      expect(sha256(Buffer.from(await (await fetch(url!)).arrayBuffer()))).toBe(sha256(call));

      const label = {
        session_id: 100006,
        type: "human-rating",
        code: "GOOD",
        user_email: "a@b.example",
      };
      const labelled = await service.call("/api/v1/session_labels/", {
        method: "POST",
        headers: jsonWith(),
        body: JSON.stringify(label),
      });
      expect(labelled.status, await labelled.clone().text()).toBeLessThan(300);
      expect(await total("session_labels/")).toBe(1);

      expect((await service.call("/api/v1/sessions/100006", { method: "DELETE" })).status).toBe(
        204,
      );
      expect((await service.call("/api/v1/sessions/100006")).status).toBe(404);
      expect(await total(ALL)).toBe(demo.length - 1);
      expect(await total("session_labels/")).toBe(0);
      expect((await fetch(url!)).status).toBe(404);
      expect((await service.call("/readyz")).status).toBe(200);
    },
    TIME_LIMIT_MS,
  );

  test.each(["before", "after"] as const)(
    "knows whether an import succeeded if the connection is lost %s its commit",
    async (when) => {
      await using database = await newDatabase(server!);
      await using proxy = await startCommitProxy(database.url);
      await using service = await startService({ databaseUrl: proxy.url, databaseConnections: 3 });
      await putSession(service, "1");
      proxy.breakNext(when);
      const lines = Array.from({ length: 1_000 }, (_, id) =>
        JSON.stringify({ session_id: String(id), timestamp: AT, source: `s${id % 7}` }),
      );
      const results = await importLines(service, lines.join("\n"));
      expect(proxy.broken()).toBe(1);
      const replaced = results.filter(({ status }) => status === "replaced");
      expect(replaced.map(({ session_id }) => session_id)).toEqual(["1"]);
      expect(results.filter(({ status }) => status === "created")).toHaveLength(999);
      expect(await database.query("SELECT count(*)::int FROM sessions")).toEqual([[1_000]]);
    },
    TIME_LIMIT_MS,
  );
});
