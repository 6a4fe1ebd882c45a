/** Clients that send slowly, or without end, or nothing at all. */
import { randomBytes } from "node:crypto";

const kind = "slow-bodies";
/** How long a connection may stay open whose request is refused already. */
const SOON_MS = 10_000;
/** Between two chunks of 64 KiB. */
const PAUSE_MS = 4;
const HOLD_MS = 3_000;
/** How long a request of another client may take during the attack. */
const MOST_MS = 1_000;

const SESSIONS = "/api/v1/sessions";

/** Checks that the service responds to others. */
async function checkOthers(context) {
  for (const [path, options] of [
    [`${SESSIONS}/`, {}],
    [`${SESSIONS}/1`, { key: context.keys.other }],
  ]) {
    const { status, ms, error } = await context.send(path, options);
    context.check(
      status === 200 && ms < MOST_MS,
      `others: ${status ?? error} after ${Math.round(ms)} ms`,
    );
  }
}

/** Opens `count` connections with this head. Each sends `piece` every second, or nothing. */
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

/** A request that is refused by its head, and whose body never ends. */
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
    const begun = performance.now();
    const closed = new Promise((resolve) => socket.once("close", resolve));
    socket.write(headOf(context));
    const chunk = Buffer.from(`10000\r\n${"a".repeat(65_536)}\r\n`);
    let sent = 0;
    while (socket.writable && performance.now() - begun < SOON_MS) {
      if (!socket.writableNeedDrain) {
        socket.write(chunk);
        sent += chunk.length;
      }
      await Promise.race([context.wait(PAUSE_MS), closed]);
    }
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
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
  holding("500 bodies of a byte a second", 500, put(`${SESSIONS}/1`, long), " "),
  holding("500 bodies that never come", 500, put(`${SESSIONS}/1`, long)),
  holding("500 heads of a byte a second", 500, () => "GET / HTTP/1.1\r\nX: ", "a"),
  holding(
    "200 uploads of a byte a second",
    200,
    put(`${SESSIONS}/recording/1/slow`, "Content-Type: audio/wav", "Content-Length: 4000000000"),
    "R",
  ),
  holding(
    "200 uploads that never come",
    200,
    put(`${SESSIONS}/recording/1/none`, "Content-Type: audio/wav", "Content-Length: 4000000000"),
  ),
  holding(
    "100 transcripts of 31 MiB that stop before the end",
    100,
    (context) =>
      put(`${SESSIONS}/transcript/1`, "Content-Length: 32000000")(context) + " ".repeat(1_000_000),
  ),
  holding(
    "500 that wait for 100 Continue",
    500,
    put(`${SESSIONS}/1`, long, "Expect: 100-continue"),
  ),
  holding("1,000 connections that say nothing", 1_000, () => ""),
  holding(
    "500 chunks of endless extensions",
    500,
    (context) => `${put(`${SESSIONS}/1`, chunked)(context)}1;`,
    "a=".repeat(1_000),
  ),
  holding(
    "500 trailers of a byte a second",
    500,
    (context) => `${put(`${SESSIONS}/1`, chunked)(context)}2\r\n{}\r\n0\r\nX: `,
    "a",
  ),
  holding("500 lists with a body that never comes", 500, (context) =>
    context.head(`GET ${SESSIONS}/`, [long], { key: context.keys.read }),
  ),
  endless(
    "no key, and a body without end",
    (context) => context.head(`PUT ${SESSIONS}/1`, [chunked]),
    401,
  ),
  endless(
    "a wrong key, and an upload without end",
    (context) =>
      context.head(`PUT ${SESSIONS}/recording/1/endless`, [chunked], { key: "syl_wrong" }),
    401,
  ),
  endless(
    "a read key, and an import without end",
    (context) => context.head(`POST ${SESSIONS}/import`, [chunked], { key: context.keys.read }),
    403,
  ),
  endless(
    "no such path, and a body without end",
    (context) => context.head("POST /no/such/path", [chunked]),
    404,
  ),
  endless(
    "no such session, and an upload without end",
    put(`${SESSIONS}/recording/99/endless`, chunked, "Content-Type: audio/wav"),
    404,
  ),
  endless(
    "a type that is refused, and an upload without end",
    put(`${SESSIONS}/recording/1/endless`, chunked, "Content-Type: text/html"),
    422,
  ),
  endless("a body longer than allowed, without end", put(`${SESSIONS}/1`, chunked), 413),
  {
    kind,
    name: "wrong keys, as many as can be",
    async run(context) {
      const calls = await context.repeatedly(32, 4, async () => {
        const key = `syl_${randomBytes(24).toString("base64url")}`;
        const { status, error } = await context.send(`${SESSIONS}/`, { key });
        context.check([401, 429].includes(status), `returned ${status ?? error}`);
      });
      context.check(calls > 0, "no request with a wrong key got a response");
      await checkOthers(context);
    },
  },
  {
    kind,
    name: "10,000 requests in one connection, never read",
    async run(context) {
      const socket = context.open();
      socket.pause().write(context.head("GET /openapi.json").repeat(10_000));
      await context.wait(HOLD_MS);
      await checkOthers(context);
    },
  },
  {
    kind,
    name: "2,000 connections one after another, closed at once",
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
