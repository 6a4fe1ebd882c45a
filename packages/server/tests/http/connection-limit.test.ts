import { once } from "node:events";
import { startApp } from "syllable-test-support/app";
import { eventually } from "syllable-test-support/eventually";
import { connectTo, readAll, sendRaw } from "syllable-test-support/raw-http";
import { expect, test } from "vitest";

test("connections beyond the limit are closed and counted in the log, until others are closed", async () => {
  const app = await startApp({ maxConnections: 2 });
  const open = [await connectTo(app.url), await connectTo(app.url)];
  for (let more = 0; more < 10; more++) expect(await readAll(await connectTo(app.url))).toBe("");
  const dropped = () => app.log().filter(({ msg }) => String(msg).includes("connections dropped"));
  expect(dropped()).toMatchObject([{ level: 40, count: 1, maxConnections: 2 }]);
  for (const socket of open) {
    socket.write("GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n");
    await once(socket, "readable");
    expect(String(socket.read())).toContain("200 OK");
  }
  open[0]!.destroy();
  await eventually(async () => {
    expect((await sendRaw(app.url, "GET /healthz")).status).toBe(200);
  });
  open[1]!.destroy();
  await app.remove();
  expect(dropped()).toMatchObject([{ count: 1 }, { count: expect.any(Number) }]);
  expect(Number(dropped()[1]!.count)).toBeGreaterThanOrEqual(9);
});
