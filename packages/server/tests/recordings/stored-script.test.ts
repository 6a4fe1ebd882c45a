/** Uploaded bytes never run as a page of the service in a real browser. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import Libsql from "libsql";
import type { Page } from "playwright-core";
import { openChromium } from "syllable-test-support/chromium";
import { eventually } from "syllable-test-support/eventually";
import { connectTo, parseResponse, readAll } from "syllable-test-support/raw-http";
import {
  demoRecording,
  newSession,
  recordingUrls,
  uploadRecording,
} from "syllable-test-support/recordings";
import { ADMIN_KEY } from "syllable-test-support/service";
import { withService } from "syllable-test-support/with-service";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const MARK = "a script ran";
const html = Buffer.from(
  `<!doctype html><html><script>document.title = "${MARK}"</script>
   <svg onload="document.title = '${MARK}'"></svg><p>read</p></html>`,
);
const svg = Buffer.from(
  `<svg xmlns="http://www.w3.org/2000/svg"><title>read</title>
   <script>document.querySelector("title").textContent = "${MARK}"</script></svg>`,
);

/** Types that a browser might mistake for a page. */
const HOSTILE = [
  "text/html",
  "image/svg+xml",
  "application/xhtml+xml",
  "audio/html",
  "audio/x+xml",
  "audio/svg+xml",
  "audio/mpeg;,text/html",
  "audio/mpeg, text/html",
  "audio/mpeg,text/html",
  "audio/mpeg;x=y,text/html",
  "audio/mpeg; codecs=a, text/html",
  'audio/mpeg; codecs="a,text/html"',
  "audio/mpeg;\t,text/html",
  "audio/mpeg\t;text/html",
  "audio/mpeg;\x0b,text/html",
  "video/;charset=utf-8",
  "video/;charset=utf-8,text/html",
  "application/ogg, image/svg+xml",
  "*/*",
];
/** Types that are stored, though their bytes are a page. */
const STORED = ["audio/mpeg", "video/webm", "application/ogg", "audio/mpeg; charset=utf-8"];

const browser = await openChromium();
afterAll(() => browser?.close());

const service = withService();

/** Uploads with exactly this header. */
async function uploadRaw(session: string, type: string, body: Buffer): Promise<number> {
  const socket = await connectTo(service.url);
  const head = [
    `PUT /api/v1/sessions/recording/${session}/page.html HTTP/1.1`,
    "host: test",
    "connection: close",
    `syllable-api-key: ${ADMIN_KEY}`,
    `content-type: ${type}`,
    `content-length: ${body.length}`,
  ];
  socket.write(`${head.join("\r\n")}\r\n\r\n`);
  socket.write(body);
  return parseResponse(await readAll(socket)).status;
}

test.each([...HOSTILE, "audio/mpeg\r\n text/html", "audio/mpeg\nx: text/html"])(
  "%j is rejected",
  async (type) => {
    const session = await newSession(service);
    // Node rejects an invalid header with a 400.
    expect([400, 422]).toContain(await uploadRaw(session, type, html));
    expect(await recordingUrls(service, session)).toEqual([]);
  },
);

describe.skipIf(!browser)("in a browser", () => {
  let page: Page;
  /** Serves a page with a frame of the URL that is its query. */
  const framing = createServer(({ url }, response) => {
    const framed = decodeURIComponent(url!.split("?")[1] ?? "");
    response.setHeader("content-type", "text/html").end(`<iframe src="${framed}"></iframe>`);
  });
  beforeAll(async () => {
    page = await browser!.newPage();
    framing.listen(0, "127.0.0.1");
    await eventually(() => expect(framing.listening).toBe(true));
  });
  afterAll(() => void framing.close());

  /** The titles of what a URL shows, alone and in a frame. A download shows nothing. */
  async function titlesOf(url: string): Promise<string[]> {
    await page.goto("about:blank");
    await page.goto(url).catch((error) => {
      if (!/Download is starting|ERR_ABORTED/.test(String(error))) throw error;
    });
    const alone = await page.title();
    const { port } = framing.address() as AddressInfo;
    await page.goto(`http://127.0.0.1:${port}/?${encodeURIComponent(url)}`);
    const frame = page.frames().at(-1)!;
    return [alone, await frame.title().catch(() => "")];
  }

  test("a page that is served as a page runs its script", async () => {
    const server = createServer((_request, response) => {
      response.writeHead(200, { "content-type": "audio/mpeg;,text/html" }).end(html);
    }).listen(0, "127.0.0.1");
    await eventually(() => expect(server.listening).toBe(true));
    const { port } = server.address() as AddressInfo;
    expect(await titlesOf(`http://127.0.0.1:${port}/`)).toEqual([MARK, MARK]);
    server.close();
  });

  test.each(STORED)("a page that is stored as %s does not run its script", async (type) => {
    for (const body of [html, svg]) {
      const session = await newSession(service);
      expect(await uploadRaw(session, type, body)).toBe(201);
      const [url] = await recordingUrls(service, session);
      for (const title of await titlesOf(url!)) expect(title).not.toContain(MARK);
    }
  });

  test.each(HOSTILE)(
    "a page that an earlier version stored as %j does not run its script",
    async (type) => {
      const session = await newSession(service);
      expect(await uploadRaw(session, "audio/mpeg", html)).toBe(201);
      const database = new Libsql(join(service.dataDir, "sessions.sqlite"));
      const update = database.prepare("UPDATE recordings SET type = ? WHERE session_id = ?");
      update.run([type, Number(session)]);
      database.close();
      const [url] = await recordingUrls(service, session);
      expect((await fetch(url!)).headers.get("content-type")).toBe("application/octet-stream");
      for (const title of await titlesOf(url!)) expect(title).not.toContain(MARK);
    },
  );

  test.each([
    ["100033/check.wav", 11],
    ["100006/call.mp3", 31],
    ["100017/message.ogg", 19.7],
    ["100012/appel.flac", 20.3],
  ])("%s plays, alone and on a page of another origin", async (path, seconds) => {
    const session = await newSession(service);
    await uploadRecording(service, session, "call", demoRecording(path));
    const [url] = await recordingUrls(service, session);
    const played = () =>
      eventually(async () => {
        // As text, because a page whose scripts are forbidden runs no functions of a test.
        const state = (await page.evaluate(`(() => {
          const player = document.querySelector("audio, video");
          player.muted = true;
          if (player.paused) player.play().catch(() => undefined);
          return { seconds: player.duration, at: player.currentTime };
        })()`)) as { seconds: number; at: number };
        expect(state.at).toBeGreaterThan(0);
        return state.seconds;
      });
    await page.goto(url!);
    expect(await played()).toBeCloseTo(seconds, 0);

    const other = createServer((_request, response) => {
      // The strictest page: it loads only resources that explicitly allow it.
      response.setHeader("cross-origin-embedder-policy", "require-corp");
      response.setHeader("content-type", "text/html").end(`<audio src="${url}"></audio>`);
    }).listen(0, "127.0.0.1");
    await eventually(() => expect(other.listening).toBe(true));
    await page.goto(`http://localhost:${(other.address() as AddressInfo).port}/`);
    expect(await played()).toBeCloseTo(seconds, 0);
    other.close();
  });
});
