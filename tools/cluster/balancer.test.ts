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

async function serverOf(answer: RequestListener, port = 0) {
  const server = createServer((request, response) => {
    if (request.url === "/readyz") response.end("{}");
    else answer(request, response);
  }).listen(port, "127.0.0.1");
  await once(server, "listening");
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  };
  opened.push(stop);
  const { port: taken } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${taken}`, port: taken, stop };
}

const named = (name: string, port = 0) =>
  serverOf((request, response) => {
    request.resume().on("end", () => response.end(name));
  }, port);

async function balancerOver(...services: { url: string }[]): Promise<string> {
  const balancer = await startBalancer({ services: services.map(({ url }) => url) });
  opened.push(balancer.stop);
  return balancer.url;
}

const textOf = async (url: string, init?: RequestInit) => (await fetch(url, init)).text();

test("each service in turn; one that is gone is left out, and used again once it is back", async () => {
  const [a, b] = [await named("a"), await named("b")];
  const url = await balancerOver(a, b);
  const four = async () => {
    const answers = [];
    for (const method of ["GET", "POST", "PUT", "GET"]) answers.push(await textOf(url, { method }));
    return answers.sort().join("");
  };
  expect(await four()).toBe("aabb");
  await b.stop();
  expect(await four()).toBe("aaaa");
  await named("b", b.port);
  await eventually(async () => expect(await four()).toBe("aabb"));
});

test("503 where none answers", async () => {
  const only = await named("x");
  const url = await balancerOver(only);
  await only.stop();
  const response = await fetch(url, { method: "POST" });
  expect([response.status, response.headers.get("retry-after")]).toEqual([503, "1"]);
});

test("heads and bodies pass as they are, in both directions", async () => {
  const echo = await serverOf((request, response) => {
    const seen = { host: request.headers.host, method: request.method, url: request.url };
    response.writeHead(206, "Some", { "x-seen": JSON.stringify(seen), "set-cookie": ["a", "b"] });
    request.pipe(response);
  });
  const url = await balancerOver(echo);
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

test("what is sent passes on at once, and so does what is answered", async () => {
  const echo = await serverOf((request, response) => {
    response.flushHeaders();
    request.pipe(response);
  });
  const url = await balancerOver(echo);
  const { readable, writable } = new TransformStream<Uint8Array>();
  const writer = writable.getWriter();
  const init = { method: "POST", body: readable, duplex: "half" } as RequestInit;
  const answering = fetch(url, init);
  await writer.write(Buffer.from("one"));
  const reader = (await answering).body!.getReader();
  const received = async () => Buffer.from((await reader.read()).value!).toString();
  expect(await received()).toBe("one");
  await writer.write(Buffer.from("two"));
  expect(await received()).toBe("two");
  await writer.close();
  expect((await reader.read()).done).toBe(true);
});

test("an answer that is cut is cut for the client", async () => {
  const cutting = await serverOf((_request, response) => {
    response.write("half", () => response.destroy());
  });
  await expect(textOf(await balancerOver(cutting))).rejects.toThrow();
});

test("a write that a service may have taken is told of, not sent again; a read is", async () => {
  let writes = 0;
  const dying = await serverOf((request) => {
    if (request.method === "POST") writes += 1;
    request.socket.destroy();
  });
  const url = await balancerOver(dying, await named("other"));
  const written = [];
  for (let turn = 0; turn < 2; turn += 1) {
    written.push((await fetch(url, { method: "POST", body: "x" })).status);
  }
  expect([written.sort(), writes]).toEqual([[200, 502], 1]);
  expect(await textOf(url)).toBe("other");
  expect(await textOf(url)).toBe("other");
});

test("a client that goes away ends its request to the service", async () => {
  const state = { open: 0 };
  const waiting = await serverOf((_request, response) => {
    state.open += 1;
    response.on("close", () => {
      state.open -= 1;
    });
  });
  const socket = await connectTo(await balancerOver(waiting));
  socket.write("GET / HTTP/1.1\r\nhost: x\r\n\r\n");
  await eventually(() => expect(state.open).toBe(1));
  socket.destroy();
  await eventually(() => expect(state.open).toBe(0));
});
