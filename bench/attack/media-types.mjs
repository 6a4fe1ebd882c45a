/** Content types with which a browser could run a recording as a page or a script. */
import { AT } from "../hostile/json.mjs";
import { HOSTILE_MEDIA_TYPES, PAGE } from "../hostile/media-types.mjs";

const kind = "media-types";
const shown = (text) => (text.length > 40 ? `${text.slice(0, 30)}… (${text.length})` : text);

/** Uploads a file to a new session. */
async function uploadNew(context, file) {
  const session = Date.now();
  await context.put(`/api/v1/sessions/${session}`, `{"timestamp":"${AT}"}`);
  return { session, response: await context.upload(file, { session }) };
}

/** Checks the stream of a stored upload. The service may also reject the upload. */
async function checkStored(context, { session, response }) {
  if (response.status >= 400 && response.status < 500) return;
  context.check(response.status === 201, `the upload failed: ${response.status ?? response.error}`);
  const urls = await context.post(`/api/v1/sessions/recording/${session}`, "", {
    key: context.keys.read,
  });
  for (const url of JSON.parse(urls.text).recordings) {
    const { pathname, search } = new URL(url);
    for (const accept of ["*/*", "text/html"]) {
      const stream = await context.send(pathname + search, { key: null, headers: { accept } });
      checkStream(context, stream);
    }
  }
}

function checkStream(context, { status, headers }) {
  if (status !== 200) return;
  const type = headers["content-type"] ?? "";
  context.check(!type.includes(","), `the media type of the stream has a comma: ${shown(type)}`);
  context.check(!/html|xml/i.test(type), `the media type of the stream is ${shown(type)}`);
  context.check(
    /^(audio|video)\/[\w.+-]+|^application\/(ogg|octet-stream)/i.test(type),
    `the media type of the stream is ${shown(type)}`,
  );
  context.check(
    headers["x-content-type-options"] === "nosniff",
    "the stream allows content sniffing",
  );
}

const declared = (type) => ({
  kind,
  name: shown(type.replaceAll(/[^\x20-\x7e]/g, "?")),
  async run(context) {
    await checkStored(context, await uploadNew(context, { type, bytes: PAGE }));
  },
});

/** Sends two Content-Type headers, as no HTTP client does. */
const twice = (first, second) => ({
  kind,
  name: `two types: ${first} and ${second}`,
  async run(context) {
    const head = context.head(
      "PUT /api/v1/sessions/recording/1/twice",
      [
        `Content-Type: ${first}`,
        `Content-Type: ${second}`,
        `Content-Length: ${PAGE.length}`,
        "Connection: close",
      ],
      { key: context.keys.write },
    );
    const response = await context.raw(head + PAGE.toString("latin1"));
    await checkStored(context, { session: 1, response });
  },
});

export default [
  ...HOSTILE_MEDIA_TYPES.map(declared),
  twice("audio/mpeg", "text/html"),
  twice("text/html", "audio/mpeg"),
  {
    kind,
    name: "a page without a media type",
    async run(context) {
      await checkStored(context, await uploadNew(context, { bytes: PAGE }));
    },
  },
];
