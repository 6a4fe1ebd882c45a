/** Clients that send slowly, endlessly or not at all. */
import { randomBytes } from "node:crypto";

const kind = "slow-bodies";
/** How long a connection may stay open after its request was rejected. */
const MAX_OPEN_MS = 10_000;
/** The pause between two chunks of 64 KiB. */
const PAUSE_MS = 4;
const HOLD_MS = 3_000;
/** How long a request of another client may take during the attack. */
const MAX_RESPONSE_MS = 1_000;

const SESSIONS = "/api/v1/sessions";

/** Checks that the service responds to other requests. */
async function checkOthers(context) {
  for (const [path, options] of [
    [`${SESSIONS}/`, {}],
    [`${SESSIONS}/1`, { key: context.keys.other }],
  ]) {
    const { status, ms, error } = await context.send(path, options);
    context.check(
      status === 200 && ms < MAX_RESPONSE_MS,
      `others: ${status ?? error} after ${Math.round(ms)} ms`,
    );
  }
}

/** Opens `count` connections that send this head, and then `piece` every second, if given. */
const holding = (name, count, headOf, piece) => ({
  kind,
  name,
  async run(context) {
    const head = headOf(context);
    const sockets = Array.from({ length: count }, () => context.open());
    for (const socket of sockets) socket.resume().write(head);
    const sending =
      piece &&
      setInterval(() => {
        for (const socket of sockets) if (socket.writable) socket.write(piece);
      }, 1_000);
    await context.wait(HOLD_MS);
    await checkOthers(context);
    clearInterval(sending);
    for (const socket of sockets) socket.destroy();
  },
});

/** Sends a request that is rejected because of its headers, with a body that does not end. */
const endless = (name, headOf, status) => ({
  kind,
  name,
  seconds: 25,
  async run(context) {
    const socket = context.open();
    let received = "";
    socket.on("data", (chunk) => {
      received += chunk;
    });
    const start = performance.now();
    const closed = new Promise((resolve) => socket.once("close", resolve));
    socket.write(headOf(context));
    const chunk = Buffer.from(`10000\r\n${"a".repeat(65_536)}\r\n`);
    let sent = 0;
    while (socket.writable && performance.now() - start < MAX_OPEN_MS) {
      if (!socket.writableNeedDrain) {
        socket.write(chunk);
        sent += chunk.length;
      }
      await Promise.race([context.wait(PAUSE_MS), closed]);
    }
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    const mebibytes = Math.round(sent / 1024 / 1024);
    context.check(
      received.startsWith(`HTTP/1.1 ${status}`),
      `returned "${received.slice(0, 30)}", not ${status}`,
    );
    context.check(
      !socket.writable,
      `the connection is still open after ${seconds} s and ${mebibytes} MiB`,
    );
    socket.destroy();
  },
});

const put =
  (path, ...headers) =>
  (context) =>
    context.head(`PUT ${path}`, headers, { key: context.keys.write });
const chunked = "Transfer-Encoding: chunked";
const long = "Content-Length: 1000000";

export default [
  holding("500 bodies, one byte per second", 500, put(`${SESSIONS}/1`, long), " "),
  holding("500 bodies that do not arrive", 500, put(`${SESSIONS}/1`, long)),
  holding("500 request heads, one byte per second", 500, () => "GET / HTTP/1.1\r\nX: ", "a"),
  holding(
    "200 uploads, one byte per second",
    200,
    put(`${SESSIONS}/recording/1/slow`, "Content-Type: audio/wav", "Content-Length: 4000000000"),
    "R",
  ),
  holding(
    "200 uploads that do not arrive",
    200,
    put(`${SESSIONS}/recording/1/none`, "Content-Type: audio/wav", "Content-Length: 4000000000"),
  ),
  holding(
    "100 transcripts of 31 MiB that stop after 1 MB",
    100,
    (context) =>
      put(`${SESSIONS}/transcript/1`, "Content-Length: 32000000")(context) + " ".repeat(1_000_000),
  ),
  holding(
    "500 requests that wait for 100 Continue",
    500,
    put(`${SESSIONS}/1`, long, "Expect: 100-continue"),
  ),
  holding("1,000 silent connections", 1_000, () => ""),
  holding(
    "500 chunks with endless extensions",
    500,
    (context) => `${put(`${SESSIONS}/1`, chunked)(context)}1;`,
    "a=".repeat(1_000),
  ),
  holding(
    "500 trailers, one byte per second",
    500,
    (context) => `${put(`${SESSIONS}/1`, chunked)(context)}2\r\n{}\r\n0\r\nX: `,
    "a",
  ),
  holding("500 lists with a body that does not arrive", 500, (context) =>
    context.head(`GET ${SESSIONS}/`, [long], { key: context.keys.read }),
  ),
  endless(
    "no API key, and an endless body",
    (context) => context.head(`PUT ${SESSIONS}/1`, [chunked]),
    401,
  ),
  endless(
    "an invalid API key, and an endless upload",
    (context) =>
      context.head(`PUT ${SESSIONS}/recording/1/endless`, [chunked], { key: "syl_wrong" }),
    401,
  ),
  endless(
    "a read key, and an endless import",
    (context) => context.head(`POST ${SESSIONS}/import`, [chunked], { key: context.keys.read }),
    403,
  ),
  endless(
    "an unknown path, and an endless body",
    (context) => context.head("POST /no/such/path", [chunked]),
    404,
  ),
  endless(
    "an unknown session, and an endless upload",
    put(`${SESSIONS}/recording/99/endless`, chunked, "Content-Type: audio/wav"),
    404,
  ),
  endless(
    "a rejected media type, and an endless upload",
    put(`${SESSIONS}/recording/1/endless`, chunked, "Content-Type: text/html"),
    422,
  ),
  endless("an endless body", put(`${SESSIONS}/1`, chunked), 413),
  {
    kind,
    name: "as many invalid API keys as possible",
    async run(context) {
      const calls = await context.repeatedly(32, 4, async () => {
        const key = `syl_${randomBytes(24).toString("base64url")}`;
        const { status, error } = await context.send(`${SESSIONS}/`, { key });
        context.check([401, 429].includes(status), `returned ${status ?? error}`);
      });
      context.check(calls > 0, "no request with an invalid key got a response");
      await checkOthers(context);
    },
  },
  {
    kind,
    name: "10,000 requests on one connection, responses not read",
    async run(context) {
      const socket = context.open();
      socket.pause().write(context.head("GET /openapi.json").repeat(10_000));
      await context.wait(HOLD_MS);
      await checkOthers(context);
    },
  },
  {
    kind,
    name: "2,000 connections, each closed at once",
    async run(context) {
      await context.repeatedly(50, 3, async () => {
        const socket = context.open();
        socket.write("GET /healthz HTTP/1.1\r\n");
        await context.wait(5);
        socket.resetAndDestroy();
      });
      await checkOthers(context);
    },
  },
];
