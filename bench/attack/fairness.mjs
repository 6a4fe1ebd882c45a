/** Heavy work of one organisation while another one sends small requests, given as `cheap`. */
import { hostileAudio } from "../hostile/audio.mjs";
import { AT, latency, partOf, transcript } from "../hostile/json.mjs";
import { linesOf } from "../hostile/lines.mjs";
import { filters, filtersOf } from "../hostile/queries.mjs";
import { sessionLines } from "../lib/sessions.mjs";
import { createLabels, importLines } from "./support/fill.mjs";

const kind = "fairness";
const MIB = 1024 * 1024;
const EIGHT = 8;
const SECONDS = 3;
const SESSIONS = "/api/v1/sessions";

const OTHER_LIST = { path: `${SESSIONS}/` };
const OTHER_SESSION = { path: `${SESSIONS}/1` };
const OTHER_FILTER = { path: `${SESSIONS}/?${filters(["agent_name", "a"])}&order_by=duration` };
const OTHER_TRANSCRIPT = { path: `${SESSIONS}/transcript/1` };
const OTHER_LABELS = { path: "/api/v1/session_labels/" };
const OTHER_PUT = { path: `${SESSIONS}/1`, method: "PUT", body: `{"timestamp":"${AT}"}` };
const OTHER_SUMMARY = {
  path: `${SESSIONS}/full-summary/1`,
  method: "PUT",
  body: '{"summary":"resolved"}',
};
const OTHER_IMPORT = {
  path: `${SESSIONS}/import`,
  method: "POST",
  body: `{"session_id":"1","timestamp":"${AT}"}\n`,
};

export async function prepare(target) {
  await importLines(target, target.keys.write, sessionLines(0, 40_000, 5_000));
  const long = "x".repeat(30_000);
  const lineOf = (index) =>
    JSON.stringify({ session_id: String(1_000 + index), timestamp: AT, override_timestamp: long });
  await importLines(target, target.keys.write, linesOf(2_000, lineOf));
  await target.kill();
  await createLabels(target, 20_000, (index) => ({
    session: 1 + (index % 20),
    timestamp: Date.UTC(2026, 0, 1) * 1_000 + index,
    type: "human-rating",
    code: "OK",
    userEmail: `reviewer-${index % 5_000}@example.com`,
    comments: null,
    issueCategories: ["latency", `category ${index % 300}`],
  }));
  await target.start();
}

/** One organisation repeats `work`, several times at once, while another one requests `cheap`. */
const heavy = (name, cheap, work, { count = EIGHT, before } = {}) => ({
  kind,
  name,
  cheap,
  async run(context) {
    const prepared = await before?.(context);
    await context.repeatedly(count, SECONDS, (call) => work(context, call, prepared));
  },
});

const heavyList = `${SESSIONS}/?limit=10000&order_by=duration&${filters(["source", "1"], ["target", "2"])}`;
const session = (call) => 1 + (call % 20);

export default [
  heavy("eight heavy lists; other: list", OTHER_LIST, (context) => context.send(heavyList)),
  heavy(
    "64 heavy lists; other: filtered list",
    OTHER_FILTER,
    (context) => context.send(heavyList),
    {
      count: 64,
    },
  ),
  heavy("eight imports; other: put", OTHER_PUT, (context, call) =>
    context.import(sessionLines(call * 5_000, (call + 1) * 5_000)),
  ),
  heavy("eight imports; other: import", OTHER_IMPORT, (context, call) =>
    context.import(sessionLines(call * 5_000, (call + 1) * 5_000)),
  ),
  heavy("eight imports; other: summary", OTHER_SUMMARY, (context, call) =>
    context.import(sessionLines(call * 5_000, (call + 1) * 5_000)),
  ),
  heavy(
    "eight uploads; other: put",
    OTHER_PUT,
    (context, call, file) => context.upload(file, { session: session(call) }),
    { before: () => hostileAudio("MP3: the shortest frames", 16 * MIB) },
  ),
  heavy(
    "eight uploads of hostile audio; other: list",
    OTHER_LIST,
    (context, call, file) => context.upload(file, { session: session(call) }),
    { before: () => hostileAudio("WAV: empty chunks", 8 * MIB) },
  ),
  heavy("eight label lists; other: label list", OTHER_LABELS, (context) =>
    context.send(`/api/v1/session_labels/?${filtersOf(150, () => ["user_email", "@"])}`),
  ),
  heavy(
    "eight transcripts of 8 MiB; other: transcript",
    OTHER_TRANSCRIPT,
    (context, call, body) => context.put(`${SESSIONS}/transcript/${session(call)}`, body),
    { before: () => transcript(8 * MIB) },
  ),
  heavy(
    "eight timelines of 16 MiB; other: session",
    OTHER_SESSION,
    (context) => context.send(`${SESSIONS}/timeline/1`),
    {
      async before(context) {
        await context.put(`${SESSIONS}/transcript/1`, transcript(8 * MIB));
        await context.put(`${SESSIONS}/latency/1`, latency(8 * MIB));
      },
    },
  ),
  heavy(
    "eight invalid transcripts; other: put",
    OTHER_PUT,
    (context, call, body) => context.put(`${SESSIONS}/transcript/${session(call)}`, body),
    { before: () => partOf("transcription", "0", 4 * MIB) },
  ),
  heavy(
    "200 puts at once; other: put",
    OTHER_PUT,
    (context, call) => context.put(`${SESSIONS}/${100_000 + call}`, `{"timestamp":"${AT}"}`),
    { count: 200 },
  ),
  heavy("eight pages of 60 MB read slowly; other: list", OTHER_LIST, (context) =>
    context.send(`${SESSIONS}/?limit=2000&start_datetime=${AT}`, { reading: "slowly" }),
  ),
  heavy(
    "32 lists whose client disconnects; other: filtered list",
    OTHER_FILTER,
    async (context) => {
      const socket = context.open();
      socket.write(context.head(`GET ${heavyList}`, [], { key: context.keys.read }));
      await context.wait(30);
      socket.destroy();
    },
    { count: 32 },
  ),
  heavy(
    "deletes of 32 sessions at once; other: put",
    OTHER_PUT,
    async (context, call) => {
      await context.put(`${SESSIONS}/${200_000 + (call % 64)}`, `{"timestamp":"${AT}"}`);
      await context.send(`${SESSIONS}/${200_000 + (call % 64)}`, {
        method: "DELETE",
        key: context.keys.write,
      });
    },
    { count: 32 },
  ),
];
