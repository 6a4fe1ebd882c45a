/** Spreads requests over services that share their storage, each in turn. */
import http from "node:http";
import { pipeline } from "node:stream";

const CHECK_MS = 1_000;
const CHECK_TIMEOUT_MS = 5_000;
/** What concerns one connection and not the next (RFC 9110, section 7.6.1). */
const HOP_BY_HOP = ["connection", "expect", "keep-alive", "proxy-connection", "transfer-encoding"];
/** What can be asked again of another, as it changes nothing. */
const SAFE = ["GET", "HEAD"];

/** Starts a balancer over the services at these URLs; a service is left out while it is not ready. */
export async function startBalancer({ services, port = 0 }) {
  const agent = new http.Agent({ keepAlive: true });
  const targets = services.map((url) => ({ url: new URL(url), ready: true }));
  let turn = 0;

  /** The next one that is ready; where none is, one that can tell why. */
  const next = (tried) => {
    const inTurn = targets.map((_, index) => targets[(turn + index) % targets.length]);
    const left = inTurn.filter((target) => !tried.includes(target));
    const target = left.find(({ ready }) => ready) ?? left[0];
    turn = targets.indexOf(target) + 1;
    return target;
  };

  function pass(request, response, tried = []) {
    const target = next(tried);
    if (!target) return refuse(response, 503, "no service answers; try again soon");
    const { method, url, rawHeaders } = request;
    const { hostname, port } = target.url;
    const headers = endToEnd(rawHeaders);
    const passed = http.request({ agent, hostname, port, method, path: url, headers });
    let sent = false;
    const send = () => {
      sent = true;
      // Its first bytes may be long in coming, and the answer need not wait for them.
      passed.flushHeaders();
      request.pipe(passed);
    };
    passed.on("socket", (socket) => {
      if (socket.connecting) socket.once("connect", send);
      else send();
    });
    passed.on("response", (answer) => {
      response.writeHead(answer.statusCode, answer.statusMessage, endToEnd(answer.rawHeaders));
      response.flushHeaders();
      // One that is cut is cut for the client too, as it would take it for whole otherwise.
      pipeline(answer, response, () => undefined);
    });
    passed.on("error", () => {
      if (response.headersSent) return response.destroy();
      if (!sent) target.ready = false;
      if (!sent || SAFE.includes(method)) return pass(request, response, [...tried, target]);
      refuse(
        response,
        502,
        "the service has not answered; whether it did what was asked is unknown",
      );
      request.resume();
    });
    response.on("close", () => {
      if (!response.writableFinished) passed.destroy();
    });
  }

  const check = async (target) => {
    const signal = AbortSignal.timeout(CHECK_TIMEOUT_MS);
    const asked = fetch(new URL("/readyz", target.url), { signal });
    target.ready = await asked.then(
      ({ ok, body }) => body.cancel().then(() => ok),
      () => false,
    );
  };
  const checks = setInterval(() => targets.forEach(check), CHECK_MS);

  const server = http.createServer((request, response) => pass(request, response));
  // A long upload is healthy as long as bytes move.
  server.requestTimeout = 0;
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    /** Takes no more requests, and waits for those under way. */
    async stop() {
      clearInterval(checks);
      await new Promise((closed) => server.close(closed));
      agent.destroy();
    },
  };
}

/** Headers but for those of the connection, as pairs in one list. */
const endToEnd = (rawHeaders) =>
  rawHeaders.filter((_, index) => {
    const name = rawHeaders[index - (index % 2)].toLowerCase();
    return !HOP_BY_HOP.includes(name);
  });

function refuse(response, status, detail) {
  response.writeHead(status, { "content-type": "application/json", "retry-after": "1" });
  response.end(JSON.stringify({ detail }));
}
