import { describe, expect, test } from "vitest";
import { TOKEN } from "../../tests/support/operations.js";
import { serve } from "../../tests/support/server.js";
import { sessionsSessionRecordingStream } from "../funcs/sessionsSessionRecordingStream.js";
import { ClientSDK, type RequestOptions } from "../lib/sdks.js";
import { RequestTimeoutError } from "../models/errors/index.js";

const open = (serverURL: string, options?: RequestOptions) =>
  sessionsSessionRecordingStream(new ClientSDK({ serverURL }), { token: TOKEN }, options);

describe("a stream", () => {
  test.each(["audio/wav", "application/octet-stream", "application/json", "text/plain", undefined])(
    "may have the media type %s",
    async (type) => {
      await using server = await serve((_, response) => {
        response.writeHead(200, type ? { "content-type": type } : {}).end("bytes");
      });
      for (const options of [{}, { signal: new AbortController().signal }]) {
        const result = await open(server.url, options);
        if (!result.ok) throw result.error;
        expect(await new Response(result.value).text()).toBe("bytes");
      }
      expect(server.seen[0]!.url).toBe(`/api/v1/sessions/recording/stream?token=${TOKEN}`);
    },
  );

  test("may be a part of the recording", async () => {
    await using server = await serve((request, response) => {
      response.writeHead(request.headers.range === "bytes=1-2" ? 206 : 200).end("yt");
    });
    const result = await open(server.url, { headers: { Range: "bytes=1-2" } });
    if (!result.ok) throw result.error;
    expect(await new Response(result.value).text()).toBe("yt");
  });

  test("may be empty", async () => {
    await using server = await serve((_, response) => void response.end());
    const result = await open(server.url);
    if (!result.ok) throw result.error;
    expect(await new Response(result.value).text()).toBe("");
  });

  test("fails after idleTimeoutMs without a byte, but only while it is read", async () => {
    let closed = 0;
    await using server = await serve(({ url }, response) => {
      response.write("first");
      response.on("close", () => {
        closed += 1;
      });
      if (!url!.includes("stall")) response.end("last");
    });
    const patient = await open(server.url, { idleTimeoutMs: 60 });
    if (!patient.ok) throw patient.error;
    const reader = patient.value.getReader();
    const first = await reader.read();
    // Longer than the limit, but nobody is reading.
    await new Promise((resolve) => setTimeout(resolve, 90));
    const rest: Uint8Array[] = [first.value!];
    for (let part = await reader.read(); !part.done; part = await reader.read())
      rest.push(part.value);
    expect(Buffer.concat(rest).toString()).toBe("firstlast");

    const stalled = await open(`${server.url}/stall`, { idleTimeoutMs: 60 });
    if (!stalled.ok) throw stalled.error;
    await expect(new Response(stalled.value).text()).rejects.toThrow(RequestTimeoutError);
    await expect.poll(() => closed).toBe(2);
  });

  test("applies backpressure to the server", async () => {
    let sent = 0;
    await using server = await serve((_, response) => {
      const chunk = Buffer.alloc(65_536);
      const more = () => {
        while (!response.destroyed && sent < 500e6) {
          sent += chunk.length;
          if (!response.write(chunk)) return;
        }
      };
      response.on("drain", more);
      more();
    });
    const result = await open(server.url, { signal: new AbortController().signal });
    if (!result.ok) throw result.error;
    // Until the server has stopped sending.
    for (let before = -1; before < sent; ) {
      before = sent;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(sent).toBeLessThan(50e6);
    await result.value.cancel();
  });

  test.each([404, 204, 301, 416])("is not returned for a %i", async (status) => {
    await using server = await serve((_, response) => void response.writeHead(status).end());
    expect(await open(server.url)).toMatchObject({ ok: false, error: { statusCode: status } });
  });
});
