/** Requests with more validation errors than a response should list. */
import { AT, arrayOf, fieldsOf, nested, partOf } from "../hostile/json.mjs";
import { lineRepeated } from "../hostile/lines.mjs";
import { filtersOf, repeatedQuery } from "../hostile/queries.mjs";

const kind = "validation-errors";
const MIB = 1024 * 1024;
/** People read these responses, so they must stay short. */
const MAX_RESPONSE_BYTES = 128 * 1024;

const TRANSCRIPT = "/api/v1/sessions/transcript/1";
const LATENCY = "/api/v1/sessions/latency/1";
const LABELS = "/api/v1/session_labels/";
const SESSIONS = "/api/v1/sessions/";

function checkRejected(context, { status, bytes, error }) {
  context.check(status >= 400 && status < 500, `returned ${status ?? error}, not 4xx`);
  context.check(!(bytes > MAX_RESPONSE_BYTES), `the response has ${bytes} bytes`);
}

/** Sends a body once, and then four times at once. */
const body = (name, method, path, bodyOf) => ({
  kind,
  name,
  async run(context) {
    const bytes = bodyOf();
    checkRejected(context, await context.put(path, bytes, { method }));
    await context.concurrently(4, async () =>
      checkRejected(context, await context.put(path, bytes, { method })),
    );
  },
});

/** Sends a query a few hundred times. */
const query = (name, path, text) => ({
  kind,
  name,
  async run(context) {
    await context.repeatedly(8, 2, async () =>
      checkRejected(context, await context.send(`${path}?${text}`)),
    );
  },
});

const longStep = `{"timestamp":"${AT}","measurement_start":"${AT}","category":"llm","label":"a","unit_type":"minutes","value":1e300}`;

export default [
  body("transcript of 8 MiB of 0", "PUT", TRANSCRIPT, () => partOf("transcription", "0", 8 * MIB)),
  body("actions of 31 MiB of []", "PUT", TRANSCRIPT, () => partOf("actions", "[]", 31 * MIB)),
  body("turns of 31 MiB of {}", "PUT", TRANSCRIPT, () => partOf("transcription", "{}", 31 * MIB)),
  body("latency of 8 MiB of {}, six errors each", "PUT", LATENCY, () =>
    partOf("timeline", "{}", 8 * MIB),
  ),
  body("latency of 100,000 steps with durations that are too long", "PUT", LATENCY, () =>
    partOf("timeline", longStep, 100_000 * longStep.length),
  ),
  body("latency metadata of 8 MiB of 0", "PUT", LATENCY, () =>
    arrayOf("0", 8 * MIB, { before: '{"timeline":[{"metadata":', after: "}]}" }),
  ),
  body("label with a million invalid categories", "POST", LABELS, () =>
    arrayOf("0", MIB - 100, { before: '{"issue_categories":', after: "}" }),
  ),
  body("session with 10,000 unknown fields", "PUT", "/api/v1/sessions/1", () =>
    fieldsOf(10_000, { before: `{"timestamp":"${AT}"` }),
  ),
  body("transcript with two million unknown fields", "PUT", TRANSCRIPT, () =>
    fieldsOf(1_900_000, { prefix: "k" }),
  ),
  body("turn with 10,000 unknown fields, 200 times", "PUT", TRANSCRIPT, () =>
    partOf("transcription", fieldsOf(10_000, { prefix: "k" }).toString(), 24 * MIB),
  ),
  body("unknown field with a name of 16 MiB", "PUT", TRANSCRIPT, () =>
    Buffer.from(`{"${"a".repeat(16 * MIB)}":0}`),
  ),
  body("31 MiB of JSON without its last two bytes", "PUT", TRANSCRIPT, () =>
    partOf("transcription", "0", 31 * MIB).subarray(0, -2),
  ),
  body("summary of 100,000 nested arrays", "PUT", "/api/v1/sessions/full-summary/1", () =>
    nested(100_000, '{"summary":', "}", "0"),
  ),
  {
    kind,
    name: "import: lines with 1,000 errors each",
    async run(context) {
      const line = fieldsOf(1_000, { prefix: "k" }).toString();
      const response = await context.import(lineRepeated(line, 20 * MIB));
      context.check(response.status < 500, `returned ${response.status ?? response.error}`);
      context.check(!(response.bytes > 20 * MIB), `the results have ${response.bytes} bytes`);
    },
  },
  query("16 KiB of unknown parameters", "/api/v1/sessions/recording/1", repeatedQuery("a")),
  query(
    "16 KiB of different unknown parameters",
    "/api/v1/sessions/recording/1",
    Array.from({ length: 3_000 }, (_, index) => index.toString(36)).join("&"),
  ),
  query("1,000 filters by unknown properties", SESSIONS, repeatedQuery("search_fields=x", 1_000)),
  query(
    "200 filters with invalid times",
    SESSIONS,
    filtersOf(200, () => ["timestamp", "x"]),
  ),
  query("15 KiB of fields to select", LABELS, repeatedQuery("fields=%00")),
  query("a limit of 15,000 digits", SESSIONS, `limit=${"9".repeat(15_000)}`),
];
