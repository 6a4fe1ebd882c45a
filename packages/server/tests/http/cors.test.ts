/** The CORS headers of responses, for clients that are not browsers. */
import { startApp } from "syllable-test-support/app";
import { connectTo, parseResponse, readAll } from "syllable-test-support/raw-http";
import { recordingUrls, uploadRecording } from "syllable-test-support/recordings";
import { ADMIN_KEY, startService } from "syllable-test-support/service";
import { putSession } from "syllable-test-support/sessions";
import { withService } from "syllable-test-support/with-service";
import { beforeAll, describe, expect, test } from "vitest";

const LISTED = "https://app.example.com";
const SECOND = "http://localhost:5173";
const OTHER = "https://other.example.com";
const STREAM = "/api/v1/sessions/recording/stream";

const off = withService();
const on = withService({ corsOrigin: [LISTED, SECOND] });
const open = withService({ corsOrigin: "*" });

let recording: string;
beforeAll(async () => {
  await putSession(on, "1");
  const headers = { "content-type": "audio/wav" };
  await uploadRecording(on, "1", "call", Buffer.from("RIFF"), headers);
  [recording] = (await recordingUrls(on, "1")) as [string];
});

const originOf = ({ headers }: Response) => headers.get("access-control-allow-origin");

const preflight = (url: string, origin: string, headers: Record<string, string> = {}) =>
  fetch(url, {
    method: "OPTIONS",
    headers: { origin, "access-control-request-method": "GET", ...headers },
  });

describe("by default", () => {
  test("no response allows another origin", async () => {
    for (const path of ["/healthz", "/api/v1/sessions/", "/nowhere"]) {
      const { headers } = await off.call(path, { headers: { origin: LISTED } });
      expect([...headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
      expect(headers.get("vary") ?? "").not.toContain("Origin");
    }
  });

  test("a preflight is rejected, and the error names the option to set", async () => {
    const response = await preflight(`${off.url}/api/v1/sessions/`, LISTED);
    expect([response.status, originOf(response)]).toEqual([403, null]);
    expect(await response.json()).toEqual({
      detail: `pages of the origin "${LISTED}" may not call this service; allow it with --cors-origin`,
    });
  });
});

describe("with listed origins", () => {
  test.each<[number, string, RequestInit]>([
    [200, "/healthz", {}],
    [200, "/openapi.json", {}],
    [200, "/api/v1/sessions/", {}],
    [200, "/api/v1/sessions/import", { method: "POST" }],
    [400, "/%zz", {}],
    [401, "/api/v1/sessions/", { headers: { "syllable-api-key": "wrong" } }],
    [404, "/nowhere", {}],
    [404, "/api/v1/sessions/9", {}],
    [
      415,
      "/api/v1/sessions/1",
      { method: "PUT", headers: { "content-encoding": "br" }, body: "x" },
    ],
    [422, "/api/v1/sessions/?limit=x", {}],
  ])("a %i of %s allows them, and no other", async (status, path, init) => {
    // A person gets another response to an unknown path than a program.
    const vary = path === "/nowhere" ? "Origin, Accept" : "Origin";
    for (const [origin, allowed] of [
      [LISTED, LISTED],
      [SECOND, SECOND],
      [OTHER, null],
      ["null", null],
      [`${LISTED}:444`, null],
      [`${LISTED}.evil.example`, null],
    ] as const) {
      const response = await on.call(path, { ...init, headers: { origin, ...init.headers } });
      expect([response.status, originOf(response)]).toEqual([status, allowed]);
      expect(response.headers.get("vary")).toBe(vary);
      expect(response.headers.has("access-control-allow-credentials")).toBe(false);
      await response.text();
    }
    const same = await on.call(path, init);
    expect([originOf(same), same.headers.get("vary")]).toEqual([null, vary]);
  });

  test("a 429 and a 503 allow them", async () => {
    await using limited = await startService({ corsOrigin: LISTED, rateLimit: 1 });
    const headers = { origin: LISTED };
    await limited.call("/api/v1/sessions/", { headers });
    const tooMany = await limited.call("/api/v1/sessions/", { headers });
    expect([tooMany.status, originOf(tooMany)]).toEqual([429, LISTED]);
    await using failing = await startApp({ corsOrigins: [LISTED] }, ({ store }) => ({
      store: { ...store, ping: () => Promise.reject(new Error("down")) },
    }));
    const unready = await failing.call("/readyz", { headers });
    expect([unready.status, originOf(unready)]).toEqual([503, LISTED]);
  });

  test("a 408 allows them", async () => {
    await using service = await startService({ corsOrigin: LISTED, bodyIdleSeconds: 1 });
    const socket = await connectTo(service.url);
    const head = [
      "PUT /api/v1/sessions/1 HTTP/1.1",
      "host: x",
      `origin: ${LISTED}`,
      `syllable-api-key: ${ADMIN_KEY}`,
      "content-length: 9",
    ];
    socket.write(`${head.join("\r\n")}\r\n\r\n`);
    const response = parseResponse(await readAll(socket));
    expect(response.status).toBe(408);
    expect(response.head).toContain(`access-control-allow-origin: ${LISTED}`);
  });

  test("pages may read the headers of ranges, versions, ids and retries", async () => {
    const { headers } = await on.call("/api/v1/sessions/", { headers: { origin: LISTED } });
    const exposed = headers.get("access-control-expose-headers")!.split(", ");
    expect(exposed).toEqual(
      expect.arrayContaining([
        "Accept-Ranges",
        "Content-Disposition",
        "Content-Range",
        "ETag",
        "Retry-After",
        "Syllable-Ignored-Parameters",
        "X-Request-Id",
      ]),
    );
  });

  test.each(["/api/v1/sessions/", "/api/v1/sessions/1", "/nowhere", STREAM])(
    "a preflight of %s allows every method and header",
    async (path) => {
      const response = await preflight(on.url + path, LISTED, {
        "access-control-request-headers": "syllable-api-key, traceparent, x y, if-match",
        "access-control-request-private-network": "true",
      });
      expect([response.status, await response.text()]).toEqual([204, ""]);
      const { headers } = response;
      const listed = (name: string) => headers.get(name)!.split(", ");
      expect(listed("access-control-allow-methods")).toEqual(
        expect.arrayContaining(["GET", "HEAD", "POST", "PUT", "DELETE"]),
      );
      const allowed = listed("access-control-allow-headers");
      expect(allowed).toEqual(
        expect.arrayContaining([
          "Syllable-API-Key",
          "Content-Type",
          "Range",
          "If-Match",
          "If-None-Match",
          "If-Range",
          "traceparent",
        ]),
      );
      expect(new Set(allowed.map((name) => name.toLowerCase())).size).toBe(allowed.length);
      expect(allowed).not.toContain("x y");
      expect(Number(headers.get("access-control-max-age"))).toBeGreaterThan(0);
      expect(headers.get("access-control-allow-private-network")).toBe("true");
      expect(listed("vary")).toEqual(
        expect.arrayContaining(["Origin", "Access-Control-Request-Headers"]),
      );
      expect(headers.get("x-content-type-options")).toBe("nosniff");
    },
  );

  test("a preflight of another origin is rejected", async () => {
    const response = await preflight(`${on.url}/api/v1/sessions/`, OTHER);
    expect([response.status, originOf(response)]).toEqual([403, null]);
    expect(response.headers.get("vary")).toContain("Origin");
  });

  test("OPTIONS without an origin is not a preflight", async () => {
    expect((await fetch(`${on.url}/healthz`, { method: "OPTIONS" })).status).toBe(404);
  });
});

describe("the stream of a recording allows every origin", () => {
  test.each<[number, string, RequestInit]>([
    [200, "", {}],
    [200, "", { method: "HEAD" }],
    [206, "", { headers: { range: "bytes=1-2" } }],
    [304, "", { headers: { "if-none-match": "*" } }],
    [401, "x", {}],
    [416, "", { headers: { range: "bytes=9-" } }],
  ])("%i %s", async (status, damage, init) => {
    const url = recording + damage;
    const response = await fetch(url, { ...init, headers: { origin: OTHER, ...init.headers } });
    expect([response.status, originOf(response)]).toEqual([status, "*"]);
    expect(response.headers.get("access-control-expose-headers")).toContain("Content-Range");
    expect(response.headers.get("vary") ?? "").not.toContain("Origin");
    await response.text();
  });

  test("also without listed origins, and in a preflight", async () => {
    const headers = { "access-control-request-headers": "range" };
    for (const { url } of [off, on]) {
      const response = await preflight(`${url}${STREAM}?token=x`, OTHER, headers);
      expect([response.status, originOf(response)]).toEqual([204, "*"]);
      expect(originOf(await fetch(`${url}${STREAM}`))).toBe("*");
    }
  });

  test("but paths below it do not", async () => {
    const response = await off.call(`${STREAM}/call`, { method: "PUT" });
    expect(originOf(response)).toBeNull();
  });
});

test("* allows every origin", async () => {
  const response = await open.call("/api/v1/sessions/", { headers: { origin: OTHER } });
  expect([originOf(response), response.headers.get("vary")]).toEqual(["*", null]);
  expect((await preflight(`${open.url}/api/v1/sessions/`, OTHER)).status).toBe(204);
});
