/** Large pages that clients do not read take a bounded amount of memory. */
import type { Socket } from "node:net";
import { eventually } from "syllable-test-support/eventually";
import { connectTo, readAll } from "syllable-test-support/raw-http";
import { ADMIN_KEY } from "syllable-test-support/service";
import { AT, importLines } from "syllable-test-support/sessions";
import { withApp } from "syllable-test-support/with-app";
import { beforeAll, expect, test } from "vitest";
import type { Store } from "../../src/store/port.js";

const LIST = "/api/v1/sessions/?limit";
const PER_ORGANISATION = 8;

const app = withApp({}, ({ store }) => ({ store: counting(store) }));
let lists = 0;
let parts = 0;
beforeAll(async () => {
  const override_timestamp = "€".repeat(32_000);
  const lines = Array.from({ length: 120 }, (_, id) =>
    JSON.stringify({ session_id: `${id + 1}`, timestamp: AT, override_timestamp }),
  );
  await importLines(app, lines.join("\n"));
});

const counting = (store: Store): Store => ({
  ...store,
  sessions: {
    ...store.sessions,
    list(...call) {
      lists += 1;
      return store.sessions.list(...call);
    },
    getMany(...call) {
      parts += 1;
      return store.sessions.getMany(...call);
    },
  },
});

async function request(limit: number): Promise<Socket> {
  const socket = await connectTo(app.url);
  socket.pause();
  const head = [`GET ${LIST}=${limit} HTTP/1.1`, "host: test", "connection: close"];
  socket.write(`${[...head, `syllable-api-key: ${ADMIN_KEY}`].join("\r\n")}\r\n\r\n`);
  return socket;
}

test.each([100, 120])(
  "pages of %i sessions wait while others are unread",
  async (limit) => {
    const held = await Promise.all(Array.from({ length: PER_ORGANISATION }, () => request(limit)));
    await eventually(async () => expect(held.every(({ bytesRead }) => bytesRead > 0)).toBe(true));
    const waiting = await request(limit);
    expect((await app.call("/api/v1/sessions/?limit=1")).status).toBe(200);
    expect(waiting.bytesRead).toBe(0);
    const [freed, ...others] = held;
    freed!.destroy();
    const received = await readAll(waiting);
    expect(received.startsWith("HTTP/1.1 200 OK")).toBe(true);
    for (const socket of others) socket.destroy();
  },
  30_000,
);

test("a HEAD request reads no part of a large page", async () => {
  const before = { lists, parts };
  const response = await app.call(`${LIST}=120`, { method: "HEAD" });
  expect(response.status).toBe(200);
  await app.call("/healthz");
  expect({ lists, parts }).toEqual(before);
});
