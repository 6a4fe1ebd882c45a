import { uploadRecording } from "syllable-test-support/recordings";
import { startService, type TestService } from "syllable-test-support/service";
import { putSession } from "syllable-test-support/sessions";
import { withService } from "syllable-test-support/with-service";
import { beforeAll, describe, expect, test } from "vitest";

const direct = withService();
const proxied = withService({ trustedProxies: "127.0.0.1, 10.0.0.0/8" });
const elsewhere = withService({ trustedProxies: "10.0.0.0/8" });
beforeAll(() => Promise.all([direct, proxied, elsewhere].map(addRecording)));

async function addRecording(service: TestService): Promise<void> {
  await putSession(service, "1");
  const headers = { "content-type": "audio/wav" };
  await uploadRecording(service, "1", "call", Buffer.from("RIFF"), headers);
}

type Headers = Record<string, string>;

async function requestUrls(service: TestService, headers: Headers = {}) {
  const response = await service.call("/api/v1/sessions/recording/1", { method: "POST", headers });
  const { recordings, detail } = (await response.json()) as {
    recordings?: string[];
    detail?: string;
  };
  const base = recordings?.[0]?.replace(/\/api\/v1\/.*/, "");
  return { status: response.status, detail, base };
}

const baseFor = async (headers: Headers) => (await requestUrls(proxied, headers)).base;

const FORWARDED = {
  "x-forwarded-host": "calls.example.com:444",
  "x-forwarded-proto": "https",
  "x-forwarded-prefix": "/calls/v2",
};

describe("are ignored", () => {
  test.each([
    ["by default", () => direct],
    ["from an address that is not trusted", () => elsewhere],
  ])("%s, whatever their values", async (_when, serviceOf) => {
    const service = serviceOf();
    expect((await requestUrls(service, FORWARDED)).base).toBe(service.url);
    const hostile = { "x-forwarded-host": "a/b?", "x-forwarded-proto": "javascript" };
    expect((await requestUrls(service, hostile)).base).toBe(service.url);
    const forwarded = { "x-forwarded-for": "10.0.0.1", ...FORWARDED };
    expect((await requestUrls(service, forwarded)).base).toBe(service.url);
  });

  test("if they are those of RFC 7239, which a client may have sent", async () => {
    expect(await baseFor({ forwarded: "host=evil.example;proto=https" })).toBe(proxied.url);
  });
});

describe("of a trusted proxy", () => {
  test("are the start of recording URLs", async () => {
    expect(await baseFor(FORWARDED)).toBe("https://calls.example.com:444/calls/v2");
    expect(await baseFor({})).toBe(proxied.url);
  });

  test.each<[Headers, string]>([
    [{ "x-forwarded-proto": "HTTPS" }, "https://HOST"],
    [{ "x-forwarded-host": "[::1]:80" }, "http://[::1]:80"],
    [{ "x-forwarded-prefix": "/" }, "http://HOST"],
    [{ "x-forwarded-prefix": "/calls/" }, "http://HOST/calls"],
    [{ "x-forwarded-host": "", "x-forwarded-proto": " , " }, "http://HOST"],
  ])("%j: %s", async (headers, expected) => {
    expect(await baseFor(headers)).toBe(expected.replace("HOST", new URL(proxied.url).host));
  });

  test("count alone, and not the entries that clients sent before them", async () => {
    const spoofed = {
      "x-forwarded-for": "203.0.113.9",
      "x-forwarded-host": "evil.example, calls.example.com",
      "x-forwarded-proto": "gopher, https",
      "x-forwarded-prefix": "//evil.example, /calls",
    };
    expect(await baseFor(spoofed)).toBe("https://calls.example.com/calls");
    const { "x-forwarded-for": _, ...withoutAddresses } = spoofed;
    expect(await baseFor(withoutAddresses)).toBe("https://calls.example.com/calls");
  });

  test("and of the trusted proxy before it are those of the first", async () => {
    const chain = {
      "x-forwarded-for": "203.0.113.9, 10.0.0.7",
      "x-forwarded-host": "evil.example, calls.example.com, inner",
      "x-forwarded-proto": "gopher, https, http",
      "x-forwarded-prefix": "/evil, /outer, /inner",
    };
    expect(await baseFor(chain)).toBe("https://calls.example.com/outer/inner");
    expect(await baseFor({ ...chain, ...FORWARDED })).toBe(
      "https://calls.example.com:444/calls/v2",
    );
  });

  test.each(["evil.example/x?y=", "user:pw@evil", 'x"><script>', "a b", "a:99999", "[::1"])(
    "%j is rejected as a host",
    async (host) => {
      const { status, detail } = await requestUrls(proxied, { "x-forwarded-host": host });
      expect([status, detail]).toEqual([
        400,
        expect.stringMatching(/^the X-Forwarded-Host header/),
      ]);
    },
  );

  test.each(["javascript", "httpss", "http://evil", "ws"])(
    "%j is rejected as a protocol",
    async (protocol) => {
      const { status, detail } = await requestUrls(proxied, { "x-forwarded-proto": protocol });
      expect([status, detail]).toEqual([400, "the X-Forwarded-Proto header must be http or https"]);
    },
  );

  test.each([
    "calls",
    "//evil.example",
    "/a//b",
    "/../x",
    "/a/..",
    "/./a",
    "/a b",
    "/a?b",
    "/a#b",
    '/"><script>',
    "/%2e%2e",
    "/a\\b",
    `/${"x".repeat(300)}`,
  ])("%j is rejected as a prefix", async (prefix) => {
    const { status, detail } = await requestUrls(proxied, { "x-forwarded-prefix": prefix });
    expect([status, detail]).toEqual([
      400,
      "the X-Forwarded-Prefix header must be a path of letters, digits and -._~, such as /calls",
    ]);
  });
});

test("a public URL with a path replaces them", async () => {
  await using service = await startService({
    trustedProxies: "127.0.0.1",
    publicUrl: "https://public.example.com/api/",
  });
  await addRecording(service);
  expect((await requestUrls(service, FORWARDED)).base).toBe("https://public.example.com/api");
});
