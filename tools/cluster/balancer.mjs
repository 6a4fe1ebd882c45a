/** A round-robin balancer for services that share their storage. For development and tests. */
import http from "node:http";
import { pipeline } from "node:stream";

const CHECK_MS = 1_000;
const CHECK_TIMEOUT_MS = 5_000;
/** Headers that apply to a single connection (RFC 9110, section 7.6.1). */
const HOP_BY_HOP = ["connection", "expect", "keep-alive", "proxy-connection", "transfer-encoding"];
/** Methods that change nothing, so that a failed request may be sent to another service. */
const SAFE = ["GET", "HEAD"];

/** Starts a balancer in front of the services at these URLs. Services that are not ready get no requests. */
export async function startBalancer({ services, port = 0 }) {
  const agent = new http.Agent({ keepAlive: true });
  const targets = services.map((url) => ({ url: new URL(url), isReady: true }));
  let nextIndex = 0;

  /** Returns the next ready service. If none is ready, returns the next one: its response says why. */
  const nextTarget = (tried) => {
    const inOrder = targets.map((_, index) => targets[(nextIndex + index) % targets.length]);
    const untried = inOrder.filter((target) => !tried.includes(target));
    const target = untried.find(({ isReady }) => isReady) ?? untried[0];
    nextIndex = targets.indexOf(target) + 1;
    return target;
  };

  function forward(request, response, tried = []) {
    const target = nextTarget(tried);
    if (!target) return sendError(response, 503, "no service is available; try again soon");
    const { method, url, rawHeaders } = request;
    const { hostname, port } = target.url;
    const headers = endToEnd(rawHeaders);
    const forwarded = http.request({ agent, hostname, port, method, path: url, headers });
    let sent = false;
    const send = () => {
      sent = true;
      // The service may respond before the first byte of the body arrives.
      forwarded.flushHeaders();
      request.pipe(forwarded);
    };
    forwarded.on("socket", (socket) => {
      if (socket.connecting) socket.once("connect", send);
      else send();
    });
    forwarded.on("response", (received) => {
      const { statusCode, statusMessage, rawHeaders } = received;
      response.writeHead(statusCode, statusMessage, endToEnd(rawHeaders));
      response.flushHeaders();
      // If the service disconnects, the client must not mistake the response for a complete one.
      pipeline(received, response, () => undefined);
    });
    forwarded.on("error", () => {
      if (response.headersSent) return response.destroy();
      if (!sent) target.isReady = false;
      if (!sent || SAFE.includes(method)) return forward(request, response, [...tried, target]);
      sendError(response, 502, "the service did not respond; the request may have taken effect");
      request.resume();
    });
    response.on("close", () => {
      if (!response.writableFinished) forwarded.destroy();
    });
  }

  const check = async (target) => {
    const signal = AbortSignal.timeout(CHECK_TIMEOUT_MS);
    const response = fetch(new URL("/readyz", target.url), { signal });
    target.isReady = await response.then(
      ({ ok, body }) => body.cancel().then(() => ok),
      () => false,
    );
  };
  const checks = setInterval(() => targets.forEach(check), CHECK_MS);

  const server = http.createServer((request, response) => forward(request, response));
  // An upload may take any time.
  server.requestTimeout = 0;
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    async stop() {
      clearInterval(checks);
      await new Promise((closed) => server.close(closed));
      agent.destroy();
    },
  };
}

/** All headers except those of the connection, as a flat list of names and values. */
const endToEnd = (rawHeaders) =>
  rawHeaders.filter((_, index) => {
    const name = rawHeaders[index - (index % 2)].toLowerCase();
    return !HOP_BY_HOP.includes(name);
  });

function sendError(response, status, detail) {
  response.writeHead(status, { "content-type": "application/json", "retry-after": "1" });
  response.end(JSON.stringify({ detail }));
}
