/** Pages of other origins in a real browser. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright-core";
import { openChromium } from "syllable-test-support/chromium";
import { eventually } from "syllable-test-support/eventually";
import { demoRecording, recordingUrls, uploadRecording } from "syllable-test-support/recordings";
import { ADMIN_KEY, startService, type TestService } from "syllable-test-support/service";
import { putSession } from "syllable-test-support/sessions";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const browser = await openChromium();
afterAll(() => browser?.close());

describe.skipIf(!browser)("a page of another origin", () => {
  /** Serves a page on two origins: `localhost` is listed, and `127.0.0.1` is not. */
  const pages = createServer((_request, response) => {
    response.setHeader("content-type", "text/html").end("<title>page</title>");
  });
  let service: TestService;
  let listed: Page;
  let other: Page;
  let recording: string;
  beforeAll(async () => {
    pages.listen(0, "127.0.0.1");
    await once(pages, "listening");
    const { port } = pages.address() as AddressInfo;
    service = await startService({ corsOrigin: `http://localhost:${port}` });
    await putSession(service, "1");
    const headers = { "content-type": "audio/wav" };
    await uploadRecording(service, "1", "call", demoRecording("100033/check.wav"), headers);
    [recording] = (await recordingUrls(service, "1")) as [string];
    listed = await browser!.newPage();
    await listed.goto(`http://localhost:${port}/`);
    other = await browser!.newPage();
    await other.goto(`http://127.0.0.1:${port}/`);
  });
  afterAll(async () => {
    pages.close();
    await service.remove();
  });

  /** Sends a request from a page. Resolves to what the page can read of the response. */
  const send = (page: Page, url: string, init: RequestInit = {}) =>
    page.evaluate(
      async ({ url, init }) => {
        try {
          const response = await fetch(url, init);
          const text = await response.text();
          const headers = Object.fromEntries(response.headers);
          return { status: response.status, bytes: text.length, headers };
        } catch (error) {
          return { error: String(error) };
        }
      },
      { url, init },
    );

  const withKey = (key = ADMIN_KEY) => ({ headers: { "Syllable-API-Key": key } });
  const blocked = { error: "TypeError: Failed to fetch" };

  test("calls the service with a key, if it is listed", async () => {
    const url = `${service.url}/api/v1/sessions/?mood=good`;
    const { headers, ...response } = (await send(listed, url, withKey())) as {
      headers: Record<string, string>;
    };
    expect(response).toMatchObject({ status: 200 });
    expect(headers["syllable-ignored-parameters"]).toBe("mood");
    expect(headers["x-request-id"]).toMatch(/^[\w-]{36}$/);
    expect(await send(other, url, withKey())).toEqual(blocked);
    expect(await send(other, `${service.url}/healthz`)).toEqual(blocked);
  });

  test("writes with a JSON body and a precondition, if it is listed", async () => {
    const init = {
      method: "PUT",
      body: JSON.stringify({ timestamp: "2026-01-31T09:00:00Z" }),
      headers: { ...withKey().headers, "Content-Type": "application/json", "If-None-Match": "*" },
    };
    const url = `${service.url}/api/v1/sessions/2`;
    expect(await send(other, url, init)).toEqual(blocked);
    expect((await service.call("/api/v1/sessions/2")).status).toBe(404);
    expect(await send(listed, url, init)).toMatchObject({ status: 201 });
    expect(await send(listed, url, { ...withKey(), method: "DELETE" })).toMatchObject({
      status: 204,
    });
  });

  test("reads errors, if it is listed", async () => {
    const sessions = `${service.url}/api/v1/sessions/`;
    expect(await send(listed, sessions)).toMatchObject({ status: 401 });
    expect(await send(listed, sessions, withKey("wrong"))).toMatchObject({ status: 401 });
    expect(await send(listed, `${sessions}9`, withKey())).toMatchObject({ status: 404 });
    expect(await send(listed, `${sessions}?limit=x`, withKey())).toMatchObject({ status: 422 });
    expect(await send(listed, `${service.url}/nowhere`)).toMatchObject({ status: 404 });
  });

  test("reads ranges of a recording, listed or not", async () => {
    for (const page of [listed, other]) {
      for (const range of ["bytes=0-99", "bytes=-100"]) {
        const response = await send(page, recording, { headers: { range } });
        expect(response).toMatchObject({
          status: 206,
          headers: { "content-range": expect.stringMatching(/^bytes \d+-\d+\/\d+$/) },
        });
        expect(response.headers).toHaveProperty("etag");
      }
      expect(await send(page, `${recording}x`)).toMatchObject({ status: 401 });
    }
  });

  test.each(["", "anonymous"])(
    "plays a recording with crossorigin=%j, listed or not",
    async (crossOrigin) => {
      for (const page of [listed, other]) {
        await page.evaluate(
          ({ src, crossOrigin }) => {
            const audio = document.createElement("audio");
            if (crossOrigin) audio.crossOrigin = crossOrigin;
            Object.assign(audio, { src, muted: true });
            document.body.replaceChildren(audio);
            audio.play();
          },
          { src: recording, crossOrigin },
        );
        await eventually(async () => {
          const at = await page.evaluate(() => document.querySelector("audio")!.currentTime);
          expect(at).toBeGreaterThan(0);
        });
      }
    },
  );
});
