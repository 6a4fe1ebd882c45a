import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { eventually } from "syllable-test-support/eventually";
import { connectTo } from "syllable-test-support/raw-http";
import { afterEach, expect, test } from "vitest";
import { startBalancer } from "./balancer.mjs";

const opened: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

async function startServer(respond: RequestListener, port = 0) {
  const server = createServer((request, response) => {
    if (request.url === "/readyz") response.end("{}");
    else respond(request, response);
  }).listen(port, "127.0.0.1");
  await once(server, "listening");
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  };
  opened.push(stop);
  const { port: boundPort } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${boundPort}`, port: boundPort, stop };
}

const startNamed = (name: string, port = 0) =>
  startServer((request, response) => {
    request.resume().on("end", () => response.end(name));
  }, port);

async function startBalancerFor(...services: { url: string }[]): Promise<string> {
  const balancer = await startBalancer({ services: services.map(({ url }) => url) });
  opened.push(balancer.stop);
  return balancer.url;
}

const textOf = async (url: string, init?: RequestInit) => (await fetch(url, init)).text();

test("sends requests to services in turn, and skips a service while it is down", async () => {
  const [a, b] = [await startNamed("a"), await startNamed("b")];
  const url = await startBalancerFor(a, b);
  const sendFour = async () => {
    const names = [];
    for (const method of ["GET", "POST", "PUT", "GET"]) names.push(await textOf(url, { method }));
    return names.sort().join("");
  };
  expect(await sendFour()).toBe("aabb");
  await b.stop();
  expect(await sendFour()).toBe("aaaa");
  await startNamed("b", b.port);
  await eventually(async () => expect(await sendFour()).toBe("aabb"));
});

test("responds 503 if no service is available", async () => {
  const only = await startNamed("x");
  const url = await startBalancerFor(only);
  await only.stop();
  const response = await fetch(url, { method: "POST" });
  expect([response.status, response.headers.get("retry-after")]).toEqual([503, "1"]);
});

test("passes on requests and responses unchanged", async () => {
  const echo = await startServer((request, response) => {
    const seen = { host: request.headers.host, method: request.method, url: request.url };
    response.writeHead(206, "Some", { "x-seen": JSON.stringify(seen), "set-cookie": ["a", "b"] });
    request.pipe(response);
  });
  const url = await startBalancerFor(echo);
  const body = Buffer.alloc(3_000_000, "xyz");
  const response = await fetch(`${url}/a%2Fb?c=%20`, { method: "PUT", body });
  expect([response.status, response.statusText]).toEqual([206, "Some"]);
  expect(response.headers.getSetCookie()).toEqual(["a", "b"]);
  expect(JSON.parse(response.headers.get("x-seen")!)).toEqual({
    host: new URL(url).host,
    method: "PUT",
    url: "/a%2Fb?c=%20",
  });
  expect(Buffer.from(await response.arrayBuffer()).equals(body)).toBe(true);
});

test("streams bodies in both directions", async () => {
  const echo = await startServer((request, response) => {
    response.flushHeaders();
    request.pipe(response);
  });
  const url = await startBalancerFor(echo);
  const { readable, writable } = new TransformStream<Uint8Array>();
  const writer = writable.getWriter();
  const init = { method: "POST", body: readable, duplex: "half" } as RequestInit;
  const responding = fetch(url, init);
  await writer.write(Buffer.from("one"));
  const reader = (await responding).body!.getReader();
  const received = async () => Buffer.from((await reader.read()).value!).toString();
  expect(await received()).toBe("one");
  await writer.write(Buffer.from("two"));
  expect(await received()).toBe("two");
  await writer.close();
  expect((await reader.read()).done).toBe(true);
});

test("a truncated response also fails for the client", async () => {
  const truncating = await startServer((_request, response) => {
    response.write("half", () => response.destroy());
  });
  await expect(textOf(await startBalancerFor(truncating))).rejects.toThrow();
});

test("sends a failed read to another service, and responds 502 to a failed write", async () => {
  let writes = 0;
  const failing = await startServer((request) => {
    if (request.method === "POST") writes += 1;
    request.socket.destroy();
  });
  const url = await startBalancerFor(failing, await startNamed("other"));
  const statuses = [];
  for (let turn = 0; turn < 2; turn += 1) {
    statuses.push((await fetch(url, { method: "POST", body: "x" })).status);
  }
  expect([statuses.sort(), writes]).toEqual([[200, 502], 1]);
  expect(await textOf(url)).toBe("other");
  expect(await textOf(url)).toBe("other");
});

test("ends the request to the service when the client disconnects", async () => {
  const state = { open: 0 };
  const waiting = await startServer((_request, response) => {
    state.open += 1;
    response.on("close", () => {
      state.open -= 1;
    });
  });
  const socket = await connectTo(await startBalancerFor(waiting));
  socket.write("GET / HTTP/1.1\r\nhost: x\r\n\r\n");
  await eventually(() => expect(state.open).toBe(1));
  socket.destroy();
  await eventually(() => expect(state.open).toBe(0));
});
