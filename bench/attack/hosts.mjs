/** Invalid Host headers, which must not appear in the URLs of recordings. */
import { HOSTILE_HOSTS } from "../hostile/hosts.mjs";

const kind = "hosts";
const RECORDINGS = "POST /api/v1/sessions/recording/1";
const shown = (text) => {
  const printable = text.replaceAll(/[^\x20-\x7e]/g, "?");
  return printable.length > 40 ? `${printable.slice(0, 30)}… (${text.length})` : `"${printable}"`;
};

const checkRejected = (context, { status, body }, host) => {
  context.check(status === 400, `${status} for the host ${shown(host)}`);
  context.check(!(host.length > 3 && body.includes(host)), "the response repeats the host");
};

const rejected = (name, headOf) => ({
  kind,
  name,
  async run(context) {
    const { status } = await context.raw(headOf(context));
    context.check(status === 400, `returned ${status}, not 400`);
  },
});

const lines = (context, ...headers) =>
  ["Connection: close", `Syllable-API-Key: ${context.keys.read}`, ...headers, "", ""].join("\r\n");

export default [
  ...HOSTILE_HOSTS.map((host) => ({
    kind,
    name: shown(host),
    async run(context) {
      const { read: key } = context.keys;
      for (const line of [RECORDINGS, "GET /healthz"]) {
        const head = context.head(line, ["Connection: close"], { host, key });
        checkRejected(context, await context.raw(head), host);
      }
    },
  })),
  rejected(
    "two Host headers",
    (context) =>
      `${RECORDINGS} HTTP/1.1\r\n${lines(context, "Host: 127.0.0.1", "Host: evil.example")}`,
  ),
  rejected("no Host header", (context) => `${RECORDINGS} HTTP/1.1\r\n${lines(context)}`),
  rejected(
    "a Host header in two lines",
    (context) => `${RECORDINGS} HTTP/1.1\r\n${lines(context, "Host: 127.0.0.1\r\n evil.example")}`,
  ),
  {
    kind,
    name: "X-Forwarded-Host from an untrusted client",
    async run(context) {
      const headers = { "x-forwarded-host": "evil.example", forwarded: "host=evil.example" };
      const { text } = await context.post("/api/v1/sessions/recording/1", "", {
        key: context.keys.read,
        headers,
      });
      context.check(
        text !== undefined && !text.includes("evil"),
        `the URLs contain the forwarded host: ${text}`,
      );
    },
  },
];
