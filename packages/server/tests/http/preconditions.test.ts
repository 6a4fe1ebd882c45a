import { describeWithEachDatabase } from "syllable-test-support/each-database";
import { detailOf, newSession } from "syllable-test-support/recordings";
import { AT } from "syllable-test-support/sessions";
import { describe, expect, test } from "vitest";
import { writable } from "./writable-resources.js";

const SESSIONS = "/api/v1/sessions";

await describeWithEachDatabase("preconditions", (service) => {
  const call = (
    method: string,
    path: string,
    headers: Record<string, string> = {},
    body?: unknown,
  ) =>
    service.call(path, {
      method,
      headers: { "content-type": "application/json", ...headers },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
  const etagOf = async (path: string) => (await call("GET", path)).headers.get("etag")!;

  describe.each(writable)("of a %s", (_what, prefix, [one, two]) => {
    /** Stores the first body, and returns its path and its tag. */
    const stored = async () => {
      const path = prefix + (await newSession(service));
      const response = await call("PUT", path, {}, one);
      return { path, etag: response.headers.get("etag")! };
    };

    test("the tag of a PUT is that of the next GET and HEAD, and follows the content", async () => {
      const { path, etag } = await stored();
      expect(etag).toMatch(/^"[\w-]{43}"$/);
      expect(await etagOf(path)).toBe(etag);
      expect((await call("HEAD", path)).headers.get("etag")).toBe(etag);
      const next = (await call("PUT", path, {}, two)).headers.get("etag");
      expect(next).not.toBe(etag);
      expect(await etagOf(path)).toBe(next);
      expect((await call("PUT", path, {}, one)).headers.get("etag")).toBe(etag);
    });

    test("a GET and a HEAD of the current version get 304 without content", async () => {
      const { path, etag } = await stored();
      for (const tags of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
        for (const method of ["GET", "HEAD"]) {
          const response = await call(method, path, { "if-none-match": tags });
          expect([response.status, await response.text()], `${method} ${tags}`).toEqual([304, ""]);
          expect(response.headers.get("etag")).toBe(etag);
          expect(response.headers.get("cache-control")).toBe("no-store");
          expect(response.headers.get("content-type")).toBeNull();
        }
      }
      for (const tags of ['"other"', "malformed", "", '"']) {
        expect((await call("GET", path, { "if-none-match": tags })).status, tags).toBe(200);
      }
    });

    test("a GET of another version than required gets 412", async () => {
      const { path, etag } = await stored();
      for (const [tags, status] of [
        [etag, 200],
        ["*", 200],
        ['"other"', 412],
        [`W/${etag}`, 412],
        ["malformed", 400],
      ] as const) {
        expect((await call("GET", path, { "if-match": tags })).status, tags).toBe(status);
      }
      // If-Match is evaluated first.
      const both = { "if-match": '"other"', "if-none-match": etag };
      expect((await call("GET", path, both)).status).toBe(412);
    });

    test("dates are ignored, because there is no Last-Modified", async () => {
      const { path } = await stored();
      const past = "Wed, 21 Oct 2015 07:28:00 GMT";
      const headers = { "if-modified-since": past, "if-unmodified-since": past };
      const response = await call("GET", path, headers);
      expect([response.status, response.headers.get("last-modified")]).toEqual([200, null]);
      expect((await call("PUT", path, { "if-unmodified-since": past }, two)).status).toBe(200);
    });

    test("a PUT with If-Match replaces only that version", async () => {
      const { path, etag } = await stored();
      for (const tags of ['"other"', `W/${etag}`]) {
        const response = await call("PUT", path, { "if-match": tags }, two);
        expect([response.status, await detailOf(response)]).toEqual([
          412,
          expect.stringContaining("If-Match"),
        ]);
      }
      expect(await etagOf(path)).toBe(etag);
      const headers = { "if-match": `"other", ${etag}` };
      const response = await call("PUT", path, headers, two);
      expect(response.status).toBe(200);
      expect(response.headers.get("etag")).toBe(await etagOf(path));
      expect((await call("PUT", path, headers, one)).status).toBe(412);
      expect((await call("PUT", path, { "if-match": "*" }, one)).status).toBe(200);
    });

    test("a PUT with If-None-Match changes nothing if that version exists", async () => {
      const { path, etag } = await stored();
      for (const tags of ["*", etag, `W/${etag}`]) {
        expect((await call("PUT", path, { "if-none-match": tags }, two)).status).toBe(412);
      }
      expect(await etagOf(path)).toBe(etag);
      expect((await call("PUT", path, { "if-none-match": '"other"' }, two)).status).toBe(200);
    });

    test("a malformed precondition of a PUT is rejected", async () => {
      const { path, etag } = await stored();
      for (const name of ["if-match", "if-none-match"]) {
        for (const value of [etag.slice(1, -1), "", '*, "a"']) {
          const response = await call("PUT", path, { [name]: value }, two);
          expect(response.status, `${name}: ${value}`).toBe(400);
        }
      }
      expect(await etagOf(path)).toBe(etag);
    });

    test("an invalid body and a missing key are reported before a false precondition", async () => {
      const { path } = await stored();
      const headers = { "if-match": '"other"' };
      expect((await call("PUT", path, headers, "[")).status).toBe(422);
      const withoutKey = { ...headers, "syllable-api-key": "" };
      expect((await call("PUT", path, withoutKey, two)).status).toBe(401);
    });

    test("of concurrent PUTs of one version, one succeeds", async () => {
      const { path, etag } = await stored();
      const responses = await Promise.all(
        Array.from({ length: 8 }, () => call("PUT", path, { "if-match": etag }, two)),
      );
      const statuses = responses.map(({ status }) => status).sort();
      expect(statuses).toEqual([200, ...Array<number>(7).fill(412)]);
    });

    test("of concurrent PUTs that create, one succeeds", async () => {
      const id = `9${Math.floor(Math.random() * 1e9)}`;
      const path = `${prefix}${id}`;
      if (path !== `${SESSIONS}/${id}`)
        await call("PUT", `${SESSIONS}/${id}`, {}, { timestamp: AT });
      const responses = await Promise.all(
        Array.from({ length: 8 }, (_, index) =>
          call("PUT", path, { "if-none-match": "*" }, index % 2 ? one : two),
        ),
      );
      const failed = responses.filter(({ status }) => status === 412);
      expect(failed).toHaveLength(7);
    });
  });

  test("a part that is not stored has the tag of its empty response", async () => {
    const path = `${SESSIONS}/full-summary/${await newSession(service)}`;
    const etag = await etagOf(path);
    expect((await call("PUT", path, { "if-match": "*" }, { summary: "a" })).status).toBe(412);
    expect((await call("PUT", path, { "if-match": etag }, { summary: "a" })).status).toBe(200);
    expect((await call("PUT", path, { "if-match": etag }, { summary: "b" })).status).toBe(412);
  });

  test("a resource that does not exist: 412 for a PUT with If-Match, otherwise 404", async () => {
    const any = { "if-match": "*" };
    expect((await call("PUT", `${SESSIONS}/777`, any, { timestamp: AT })).status).toBe(412);
    for (const [method, path] of [
      ["GET", "/777"],
      ["HEAD", "/777"],
      ["DELETE", "/777"],
      ["PUT", "/full-summary/777"],
      ["DELETE", "/recording/777/a"],
    ] as const) {
      for (const headers of [any, { "if-none-match": "*" }]) {
        const body = method === "PUT" ? {} : undefined;
        const { status } = await call(method, `${SESSIONS}${path}`, headers as never, body);
        expect(status, `${method} ${path}`).toBe(404);
      }
    }
  });

  test("a session is deleted only in the version of If-Match", async () => {
    const path = `${SESSIONS}/${await newSession(service)}`;
    const etag = await etagOf(path);
    await call("PUT", path, {}, { timestamp: AT, agent_name: "Changed" });
    expect((await call("DELETE", path, { "if-match": etag })).status).toBe(412);
    expect((await call("DELETE", path, { "if-none-match": "*" })).status).toBe(412);
    const headers = { "if-match": await etagOf(path) };
    const responses = await Promise.all([1, 2, 3].map(() => call("DELETE", path, headers)));
    expect(responses.map(({ status }) => status).sort()).toEqual([204, 404, 404]);
  });

  test("a new label changes the tag of its session, and nothing else", async () => {
    const id = await newSession(service);
    const paths = ["", "/transcript", "/timeline", "/recording"].map(
      (part) => `${SESSIONS}${part}/${id}`,
    );
    const before = await Promise.all(paths.map(etagOf));
    const label = {
      session_id: Number(id),
      type: "human-rating",
      code: "OK",
      user_email: "a@b.c",
    };
    const created = await call("POST", "/api/v1/session_labels/", {}, label);
    const { id: labelId } = (await created.json()) as { id: number };
    const after = await Promise.all(paths.map(etagOf));
    expect(after.map((etag, index) => etag === before[index])).toEqual([false, true, true, true]);
    const labelPath = `/api/v1/session_labels/${labelId}`;
    const etag = await etagOf(labelPath);
    expect((await call("GET", labelPath, { "if-none-match": etag })).status).toBe(304);
    const changed = await call("PUT", paths[0]!, { "if-match": before[0]! }, { timestamp: AT });
    expect(changed.status).toBe(412);
  });
});
