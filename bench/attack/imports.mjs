/** Imports with too many, too long or invalid lines, or whose results are not read. */
import { AT, nested } from "../hostile/json.mjs";
import { endlessLine, lineRepeated, linesOf } from "../hostile/lines.mjs";

const kind = "imports";
const MIB = 1024 * 1024;

const session = (index) => `{"session_id":"${10_000 + index}","timestamp":"${AT}"}`;

/** Sends the chunks in `count` requests at once. */
const importing = (name, chunksOf, { count = 1, seconds = 10 } = {}) => ({
  kind,
  name,
  seconds,
  async run(context) {
    await context.concurrently(count, async () => {
      const { status, error } = await context.import(chunksOf());
      if (context.signal.aborted) return;
      context.check(status < 500 || status === 503, `returned ${status ?? error}`);
    });
  },
});

/** A session that shares no text with other sessions. */
const distinctSession = (index) =>
  JSON.stringify({
    session_id: String(10_000 + index),
    timestamp: AT,
    ...Object.fromEntries(
      "agent_id agent_name agent_type prompt_id prompt_name channel_manager_type source target"
        .split(" ")
        .map((field) => [field, `${field} ${index}`]),
    ),
  });

export default [
  importing("200 MiB of newlines", () => lineRepeated("", 200 * MIB)),
  importing("200 MiB of blank lines", () => lineRepeated(" ".repeat(4_000), 200 * MIB)),
  importing("20 MiB of invalid lines", () => lineRepeated("x", 20 * MIB)),
  importing("20 MiB of invalid lines, eight at a time", () => lineRepeated("0", 20 * MIB), {
    count: 8,
  }),
  importing("20 MiB of {}", () => lineRepeated("{}", 20 * MIB)),
  importing("lines of 1 MiB", () => lineRepeated(`"${"a".repeat(MIB - 3)}"`, 64 * MIB), {
    count: 4,
  }),
  importing(
    "lines one byte longer than allowed",
    () => lineRepeated("a".repeat(MIB + 1), 64 * MIB),
    {
      count: 4,
    },
  ),
  importing("a line of 500 MiB", () => endlessLine(500 * MIB)),
  importing("a line of 100 MiB, eight at a time", () => endlessLine(100 * MIB), { count: 8 }),
  importing("lines of nested arrays", () =>
    lineRepeated(nested(500_000).toString("latin1"), 32 * MIB),
  ),
  importing("lines that are not UTF-8", () => lineRepeated("\xff", 10 * MIB)),
  importing("one session 100,000 times", () => linesOf(100_000, () => session(0))),
  importing("40,000 sessions without common values", () => linesOf(40_000, distinctSession)),
  importing("valid and invalid lines in turn", () =>
    linesOf(200_000, (index) => (index % 2 ? "x" : session(index % 1_000))),
  ),
  importing("sessions of 32 KiB", () => {
    const long = "x".repeat(32_000);
    return linesOf(3_000, (index) =>
      JSON.stringify({ ...JSON.parse(session(index)), agent_name: `${index}`, target: long }),
    );
  }),
  {
    kind,
    name: "a byte at a time",
    seconds: 10,
    async run(context) {
      const head = context.head("POST /api/v1/sessions/import", ["Transfer-Encoding: chunked"], {
        key: context.keys.write,
      });
      await context.concurrently(8, async () => {
        const socket = context.open();
        socket.resume().write(head);
        const chunks = Buffer.from(
          [...`${session(1)}\n`].map((byte) => `1\r\n${byte}\r\n`).join(""),
        );
        for (let sent = 0; sent < 4_000 && !context.signal.aborted; sent++) {
          if (!socket.write(chunks)) await context.wait(1);
        }
        socket.destroy();
      });
    },
  },
  {
    kind,
    name: "results that are not read",
    seconds: 12,
    async run(context) {
      const head = context.head("POST /api/v1/sessions/import", ["Transfer-Encoding: chunked"], {
        key: context.keys.write,
      });
      await context.concurrently(8, async () => {
        const socket = context.open();
        socket.pause().write(head);
        for (const chunk of lineRepeated("x", 30 * MIB)) {
          const framed = Buffer.concat([
            Buffer.from(`${chunk.length.toString(16)}\r\n`),
            chunk,
            Buffer.from("\r\n"),
          ]);
          while (socket.writableNeedDrain && !context.signal.aborted) await context.wait(5);
          if (context.signal.aborted || socket.destroyed) return;
          socket.write(framed);
        }
        await context.wait(2_000);
      });
    },
  },
  {
    kind,
    name: "200 imports interrupted within a line",
    async run(context) {
      const head = context.head("POST /api/v1/sessions/import", ["Content-Length: 1000000"], {
        key: context.keys.write,
      });
      await context.concurrently(200, async (index) => {
        const socket = context.open();
        socket.write(`${head}${session(index)}\n{"session_id":`);
        await context.wait(500);
        socket.destroy();
      });
      await context.wait(500);
    },
  },
  {
    kind,
    name: "200 imports that stay open",
    async run(context) {
      const head = context.head("POST /api/v1/sessions/import", ["Content-Length: 1000000"], {
        key: context.keys.write,
      });
      await context.concurrently(200, async (index) => {
        const socket = context.open();
        socket.resume().write(`${head}${session(index)}\n`);
      });
      await context.wait(3_000);
    },
  },
];
