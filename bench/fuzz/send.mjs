/** Sends the requests of the fuzz test. */
import http from "node:http";
import { connect } from "node:net";

const TIMEOUT_MS = 15_000;
const agent = new http.Agent({ keepAlive: true, maxSockets: 4 });

/** Sends a request. Resolves to `{ status, headers, body }`, or to `{ error }` without a response. */
export function send(url, keys, request) {
  return request.raw === undefined ? sendParsed(url, keys, request) : sendRaw(url, request);
}

function sendParsed(url, keys, { key, method, target, headers, body }) {
  const { hostname, port } = new URL(url);
  const bytes = body === undefined ? undefined : Buffer.from(body, "base64");
  const allHeaders = [
    ...(headers.some(([name]) => name === "host") ? [] : [["host", `${hostname}:${port}`]]),
    ...headers,
    ...(keys[key] ? [["syllable-api-key", keys[key]]] : []),
    ...(bytes ? [["content-length", String(bytes.length)]] : []),
  ];
  return new Promise((resolve) => {
    const fail = (error) => resolve({ error: error.code ?? error.message });
    const request = http.request(
      { agent, hostname, port, method, path: target, headers: allHeaders.flat() },
      async (response) => {
        const chunks = [];
        try {
          for await (const chunk of response) chunks.push(chunk);
          const { statusCode: status, headers: received } = response;
          resolve({ status, headers: received, body: Buffer.concat(chunks) });
        } catch (error) {
          fail(error);
        }
      },
    );
    request.setTimeout(TIMEOUT_MS, () =>
      request.destroy(new Error("no response before the timeout")),
    );
    // An upgrade has its own kind of response.
    request.on("upgrade", ({ statusCode, headers: received }, socket) => {
      socket.destroy();
      resolve({ status: statusCode, headers: received, body: Buffer.alloc(0) });
    });
    request.on("error", fail).end(bytes);
  });
}

/** Sends bytes. The service may close the connection without a response if they are not HTTP. */
async function sendRaw(url, { raw }) {
  const { hostname, port } = new URL(url);
  const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
  const chunks = [];
  socket.on("data", (chunk) => chunks.push(chunk)).on("error", () => undefined);
  socket.setTimeout(TIMEOUT_MS, () => socket.destroy());
  const start = performance.now();
  socket.end(Buffer.from(raw, "base64"));
  socket.on("end", () => socket.destroy());
  await new Promise((resolve) => socket.once("close", resolve));
  if (performance.now() - start > TIMEOUT_MS - 100)
    return { error: "no response, and the connection stays open" };
  return parseResponse(Buffer.concat(chunks).toString("latin1"));
}

/** Parses the first response, without `100 Continue`. */
function parseResponse(all) {
  const received = all.replace(/^HTTP\/1.1 1[\s\S]*?\r\n\r\n/, "");
  if (received === "") return {};
  const [head, ...rest] = received.split("\r\n\r\n");
  const lines = head.split("\r\n");
  const headers = Object.fromEntries(
    lines
      .slice(1)
      .map((line) => [
        line.slice(0, line.indexOf(":")).toLowerCase(),
        line.slice(line.indexOf(":") + 1).trim(),
      ]),
  );
  const length = Number(headers["content-length"] ?? 0);
  const body = Buffer.from(rest.join("\r\n\r\n").slice(0, length), "latin1");
  return { status: Number(lines[0].split(" ")[1]), headers, body };
}
