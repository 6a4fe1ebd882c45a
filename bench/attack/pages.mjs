/** Large requests and responses. */
import {
  AT,
  arrayOf,
  fieldsOf,
  latency,
  longText,
  nested,
  partOf,
  toolCalls,
  transcript,
} from "../hostile/json.mjs";
import { linesOf } from "../hostile/lines.mjs";
import { importLines } from "./support/fill.mjs";

const kind = "pages";
const MIB = 1024 * 1024;
const LARGE = 31 * MIB;
const EIGHT = 8;
const PAGE = "/api/v1/sessions/?limit=10000";
const SESSIONS = "/api/v1/sessions";

/** 10,000 sessions of 32 KiB each. */
export async function prepare(target) {
  const long = "x".repeat(32_600);
  const lineOf = (index) =>
    JSON.stringify({ session_id: String(1_000 + index), timestamp: AT, override_timestamp: long });
  await importLines(target, target.keys.write, linesOf(10_000, lineOf));
}

const get = (name, path, { reading, seconds, count = EIGHT } = {}) => ({
  kind,
  name,
  seconds,
  async run(context) {
    await context.concurrently(count, async () => {
      const { status, error } = await context.send(path, { reading });
      if (context.signal.aborted) return;
      context.check(status < 500 || status === 503, `returned ${status ?? error}`);
    });
  },
});

/** Puts a body to the first `count` sessions, all at once. */
const put = (name, part, bodyOf, { count = EIGHT, seconds = 25 } = {}) => ({
  kind,
  name,
  seconds,
  async run(context) {
    const body = bodyOf();
    await context.concurrently(count, async (index) => {
      const { status, error } = await context.put(`${SESSIONS}/${part}${index + 1}`, body);
      if (context.signal.aborted) return;
      context.check(status < 500 || status === 503, `returned ${status ?? error}`);
    });
  },
});

/** Puts parts to two sessions one after another, then reads from them eight times at once. */
const read = (name, parts, path) => ({
  kind,
  name,
  seconds: 30,
  async run(context) {
    for (const [part, bodyOf] of Object.entries(parts)) {
      const body = bodyOf();
      for (const session of [1, 2]) await context.put(`${SESSIONS}/${part}/${session}`, body);
    }
    await context.concurrently(EIGHT, async (index) => {
      const { status, error } = await context.send(`${SESSIONS}/${path}/${1 + (index % 2)}`);
      if (context.signal.aborted) return;
      context.check(status < 500, `returned ${status ?? error}`);
    });
  },
});

export default [
  get("10,000 sessions of 32 KiB", PAGE, { seconds: 30 }),
  get("10,000 sessions of 32 KiB, read slowly", PAGE, { reading: "slowly", seconds: 12 }),
  get("10,000 sessions of 32 KiB, not read", PAGE, { reading: "none", seconds: 8, count: 20 }),
  get("10,000 sessions of 32 KiB, one field of each", `${PAGE}&fields=timestamp`, { seconds: 30 }),
  put("transcripts of 31 MiB", "transcript/", () => transcript(LARGE)),
  put("latencies of 31 MiB, each step with its own label", "latency/", () => latency(LARGE)),
  put("tool calls of 31 MiB at the same time", "transcript/", () => toolCalls(LARGE)),
  put("31 MiB of nested arrays", "transcript/", () => nested(LARGE / 2)),
  put("31 MiB of nested objects", "transcript/", () => nested(5 * MIB, '{"a":', "}", "0")),
  put("31 MiB of {}, in an array", "transcript/", () => arrayOf("{}", LARGE)),
  put("31 MiB of {} as metadata", "latency/", () => partOf("timeline", '{"metadata":[{}]}', LARGE)),
  put("one turn of 31 MiB", "transcript/", () =>
    Buffer.concat([
      Buffer.from(`{"transcription":[{"timestamp":"${AT}","text":`),
      longText(LARGE),
      Buffer.from("}]}"),
    ]),
  ),
  put("one turn of five million escapes", "transcript/", () =>
    Buffer.concat([
      Buffer.from(`{"transcription":[{"timestamp":"${AT}","text":`),
      longText(LARGE, "\\ud800"),
      Buffer.from("}]}"),
    ]),
  ),
  put("a number of 31 million digits", "latency/", () =>
    Buffer.concat([Buffer.from('{"timeline":['), Buffer.alloc(LARGE, "9"), Buffer.from("]}")]),
  ),
  put("an object of two million fields", "transcript/", () => fieldsOf(1_900_000, { prefix: "" })),
  read("transcripts of 31 MiB, read", { transcript: () => transcript(LARGE) }, "transcript"),
  read("latencies of 31 MiB, read", { latency: () => latency(LARGE) }, "latency"),
  read(
    "timelines of 62 MiB",
    { transcript: () => transcript(LARGE), latency: () => latency(LARGE, { category: "llm" }) },
    "timeline",
  ),
  read(
    "timelines whose tool calls match every step",
    {
      transcript: () => toolCalls(LARGE),
      latency: () => latency(LARGE, { label: "find" }),
    },
    "timeline",
  ),
  {
    kind,
    name: "thirty transcripts of 31 MiB requested on one connection, not read",
    seconds: 20,
    async run(context) {
      await context.put(`${SESSIONS}/transcript/1`, transcript(LARGE));
      const head = context.head(`GET ${SESSIONS}/transcript/1`, [], { key: context.keys.read });
      const socket = context.open();
      socket.pause().write(head.repeat(30));
      await context.wait(6_000);
    },
  },
  {
    kind,
    name: "sessions of 1 MiB of spaces",
    async run(context) {
      const body = `{"timestamp":"${AT}"${" ".repeat(MIB - 100)}}`;
      await context.repeatedly(16, 3, (call) => context.put(`${SESSIONS}/${900_000 + call}`, body));
    },
  },
];
