import { demoRecording, recordingUrls, uploadRecording } from "syllable-test-support/recordings";
import { jsonWith, putSession } from "syllable-test-support/sessions";
import { withService } from "syllable-test-support/with-service";
import { beforeAll, expect, test } from "vitest";

const service = withService();
let paths: string[];
beforeAll(async () => {
  await putSession(service, "1");
  await uploadRecording(service, "1", "call.ogg", demoRecording("100017/message.ogg"));
  const label = { session_id: 1, type: "human-rating", code: "OK", user_email: "a@b.c" };
  const created = await service.call("/api/v1/session_labels/", {
    method: "POST",
    headers: jsonWith(),
    body: JSON.stringify(label),
  });
  const { id } = (await created.json()) as { id: number };
  const text = "long ".repeat(40_000);
  await service.call("/api/v1/sessions/full-summary/1", {
    method: "PUT",
    headers: jsonWith(),
    body: JSON.stringify({ summary: text }),
  });
  const [url] = await recordingUrls(service, "1");
  const parts: Record<string, string> = {
    session_id: "1",
    session_label_id: String(id),
    token: new URL(url!).searchParams.get("token")!,
  };
  const document = await (await service.call("/openapi.json")).json();
  const operations = Object.entries((document as { paths: Record<string, object> }).paths);
  paths = operations
    .filter(([, methods]) => "get" in methods)
    .map(([path]) => path.replace(/\{(\w+)\}/g, (_, name: string) => parts[name]!))
    .map((path) => (path.endsWith("/stream") ? `${path}?token=${parts.token}` : path));
  paths.push("/api/v1/sessions/?limit=10000", "/api/v1/session_labels/?limit=10000");
  paths.push("/openapi.json", "/healthz", "/readyz", "/api/v1/sessions/404", "/nowhere");
});

/** These differ between any two responses, or describe how a body is sent. */
const VARYING = ["date", "x-request-id", "keep-alive", "connection", "transfer-encoding"];

test("HEAD has the status and the headers of GET, and no content", async () => {
  expect(paths.length).toBeGreaterThan(12);
  for (const path of paths) {
    const [get, head] = await Promise.all(
      ["GET", "HEAD"].map((method) => service.call(path, { method })),
    );
    const headersOf = ({ headers }: Response) => {
      const entries = [...headers].filter(([name]) => !VARYING.includes(name));
      return Object.fromEntries(entries);
    };
    expect(head!.status, path).toBe(get!.status);
    expect(headersOf(head!), path).toEqual(headersOf(get!));
    expect(await head!.text(), path).toBe("");
    await get!.arrayBuffer();
  }
});

test("HEAD of an unchanged representation has the headers of GET", async () => {
  let unchanged = 0;
  for (const path of paths) {
    const { headers, body } = await service.call(path);
    await body?.cancel();
    const etag = headers.get("etag");
    if (!etag) continue;
    const [get, head] = await Promise.all(
      ["GET", "HEAD"].map((method) =>
        service.call(path, { method, headers: { "if-none-match": etag } }),
      ),
    );
    const headersOf = (response: Response) =>
      [...response.headers].filter(([name]) => !VARYING.includes(name));
    expect([head!.status, get!.status], path).toEqual([304, 304]);
    expect(headersOf(head!), path).toEqual(headersOf(get!));
    // RFC 9110, section 8.6: it would be the length of the 200.
    expect(head!.headers.has("content-length"), path).toBe(false);
    unchanged += 1;
  }
  expect(unchanged).toBeGreaterThan(5);
});
