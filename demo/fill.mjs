/** Fills an empty store with everything in the demo, through the public API. */
import { createReadStream, existsSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = dirname(fileURLToPath(import.meta.url));
const TYPES = {
  ".mp3": "audio/mpeg",
  ".ogg": "audio/ogg",
  ".wav": "audio/wav",
  ".flac": "audio/flac",
};

export const readDemo = async () =>
  (await readFile(join(folder, "sessions.jsonl"), "utf8"))
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

export async function fillEmptyStore({ url, key, dataDir }) {
  const call = callWith(url, key);
  // Exists while the store is being filled, so that the next start can resume.
  const marker = join(dataDir, "demo-filling");
  const count = "/api/v1/sessions/?limit=0&search_fields=is_test&search_field_values=true";
  const { total_count: stored } = await (await call(count)).json();
  if (stored > 0 && !existsSync(marker)) return;
  await writeFile(marker, "");
  const demo = await readDemo();
  await importAll(call, demo);
  await putParts(call, demo);
  await createLabels(call, demo);
  await uploadAll(call, demo);
  await rm(marker);
}

const callWith =
  (url, key) =>
  async (path, init = {}) => {
    const headers = { "syllable-api-key": key, ...init.headers };
    const response = await fetch(url + path, { ...init, headers });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response;
  };

async function importAll(call, demo) {
  const body = demo.map(({ session }) => `${JSON.stringify(session)}\n`).join("");
  const response = await call("/api/v1/sessions/import", { method: "POST", body });
  const rejected = (await response.text())
    .split("\n")
    .filter((line) => line.includes('"rejected"'));
  if (rejected.length > 0) throw new Error(rejected.join("\n"));
  const tests = demo.filter(({ session }) => session.is_test).length;
  console.log(`Imported ${demo.length} demo sessions. Lists hide the ${tests} test sessions.`);
}

const sendJson = (call, method, path, body) =>
  call(path, {
    method,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });

/** Stores the transcript with its tool calls, the summary and the latency of each session. */
async function putParts(call, demo) {
  for (const { session, transcription, actions, summary, rating, latency } of demo) {
    const put = (part, body) =>
      sendJson(call, "PUT", `/api/v1/sessions/${part}/${session.session_id}`, body);
    await put("transcript", { transcription, actions });
    await put("full-summary", { summary, rating });
    if (latency.length > 0) await put("latency", { timeline: latency });
  }
  console.log(`Stored ${demo.length} transcripts and summaries.`);
}

/** Creates the labels that do not exist yet: a label cannot be replaced. */
async function createLabels(call, demo) {
  const { items } = await (await call("/api/v1/session_labels/?limit=1000")).json();
  const keyOf = (label) => `${label.session_id} ${label.type} ${label.user_email}`;
  const existing = new Set(items.map(keyOf));
  let created = 0;
  for (const { session, labels } of demo) {
    for (const label of labels) {
      const body = { session_id: Number(session.session_id), ...label };
      if (!existing.has(keyOf(body))) await sendJson(call, "POST", "/api/v1/session_labels/", body);
      created += 1;
    }
  }
  console.log(`Created ${created} labels.`);
}

async function uploadAll(call, demo) {
  let uploaded = 0;
  for (const { session, recordings } of demo) {
    for (const name of recordings) {
      await call(`/api/v1/sessions/recording/${session.session_id}/${name}`, {
        method: "PUT",
        headers: { "content-type": TYPES[extname(name)] },
        body: createReadStream(join(folder, "recordings", session.session_id, name)),
        duplex: "half",
      });
      uploaded += 1;
    }
  }
  console.log(`Uploaded ${uploaded} recordings.`);
}
