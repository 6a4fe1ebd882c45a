/** Checks the shapes, the order and the audio of sessions.jsonl and recordings/. Requires ffmpeg. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

const here = import.meta.dirname;
const MAX_RECORDING_BYTES = 2.6e6;
const RATE = 8000;
const TYPES = { mp3: "mp3", ogg: "ogg", wav: "wav", flac: "flac" };

const isText = (value) => typeof value === "string" && value !== "";
const isTime = (value) => isText(value) && new Date(value).toISOString() === value;
const isId = (value) => /^[1-9]\d*$/.test(value) && Number(value) < 2 ** 53;
const isFlag = (value) => typeof value === "boolean";
const isAmount = (value) => Number.isFinite(value) && value >= 0;
const isNames = (value) => Array.isArray(value) && value.every(isText);
const isJson = (value) => JSON.parse(value) !== null;
const oneOf =
  (...values) =>
  (value) =>
    values.includes(value);
const isAddress = (value) =>
  /^\+1\d{3}55501\d\d$/.test(value) || /^(https:\/\/www\.|[\w.]+@)example\.com/.test(value);
const optional = (test) => Object.assign((value) => test(value), { optional: true });
const texts = (...names) => Object.fromEntries(names.map((name) => [name, isText]));
const flags = (...names) => Object.fromEntries(names.map((name) => [name, isFlag]));

const SESSION = {
  timestamp: isTime,
  session_id: isId,
  ...texts("conversation_id", "channel_manager_service", "channel_manager_type"),
  ...texts("channel_manager_sid", "agent_id", "agent_name", "agent_type", "agent_timezone"),
  ...texts("prompt_id", "prompt_name", "prompt_version"),
  prompt_version_number: Number.isInteger,
  source: isAddress,
  target: isAddress,
  override_timestamp: optional(isTime),
  duration: isAmount,
  ...flags("is_legacy", "is_test", "is_outbound", "user_terminated"),
  ...flags("transfer_voicemail_detected"),
};
const TURN = { timestamp: isTime, lang: isText, source: oneOf("user", "agent"), text: isText };
const ACTION = {
  timestamp: isTime,
  tool_name: isText,
  tool_request: isJson,
  tool_result: optional(isJson),
  tool_error: optional(isJson),
  duration_ms: isAmount,
};
const LATENCY = {
  timestamp: isTime,
  measurement_start: isTime,
  category: oneOf("tts", "stt", "llm", "tool", "http"),
  label: isText,
  metadata: optional(isNames),
  unit_type: oneOf("milliseconds"),
  value: isAmount,
};
const LABEL = {
  type: oneOf("auto-rating", "human-rating"),
  code: oneOf("GOOD", "OK", "BAD", "N/A"),
  user_email: (value) => /^[\w.-]+@example\.com$/.test(value),
  comments: optional(isText),
  issue_categories: optional(isNames),
};
const LINE = {
  session: (value) => matches(value, SESSION),
  transcription: (value) => value.length > 0 && value.every((turn) => matches(turn, TURN)),
  actions: (value) => value.every((action) => matches(action, ACTION)),
  summary: isText,
  rating: oneOf("GOOD", "OK", "BAD", "N/A"),
  latency: (value) => value.every((entry) => matches(entry, LATENCY)),
  labels: (value) => value.every((label) => matches(label, LABEL)),
  recordings: isNames,
};

function matches(object, shape) {
  for (const key of Object.keys(object)) assert.ok(key in shape, `unknown field ${key}`);
  for (const [key, test] of Object.entries(shape)) {
    if (test.optional && !(key in object)) continue;
    assert.ok(test(object[key]), `${key} is ${JSON.stringify(object[key])}`);
  }
  return true;
}

function checkTimes({ session, transcription, actions, latency }) {
  const start = Date.parse(session.timestamp);
  const end = start + session.duration * 1000;
  const checkOrder = (entries, key, strictly) =>
    entries.reduce((before, entry) => {
      const time = Date.parse(entry[key]);
      assert.ok(
        strictly ? time > before : time >= before,
        `${key} is out of order at ${entry[key]}`,
      );
      assert.ok(time <= end, `${entry[key]} is after the end`);
      return time;
    }, start - 1);
  assert.equal(transcription[0].timestamp, session.timestamp);
  checkOrder(transcription, "timestamp", true);
  checkOrder(actions, "timestamp", true);
  checkOrder(latency, "measurement_start", true);
  for (const entry of latency) {
    const ms = Date.parse(entry.timestamp) - Date.parse(entry.measurement_start);
    assert.ok(Math.abs(ms - entry.value) <= 1, "a latency value differs from its time span");
  }
}

function loudness(samples, channel, fromMs, toMs) {
  const [from, to] = [fromMs, toMs].map((ms) => Math.max(0, Math.round((ms * RATE) / 1000)));
  let sum = 0;
  for (let i = from; i < to; i++) sum += samples[i * 2 + channel] ** 2;
  return Math.sqrt(sum / (to - from));
}

/** Checks that the caller is on the left, the agent on the right, and each turn begins at its timestamp. */
function checkAudio({ session, transcription, recordings }) {
  const tracks = recordings.map((name) => {
    const file = join(here, "recordings", session.session_id, name);
    const fields = "format=format_name,duration:stream=channels";
    const probe = ["-v", "error", "-show_entries", fields, "-of", "json", file];
    const { streams, format } = JSON.parse(execFileSync("ffprobe", probe));
    assert.equal(format.format_name, TYPES[name.split(".").pop()]);
    assert.deepEqual(
      streams.map((stream) => stream.channels),
      [2],
    );
    const raw = ["-v", "error", "-i", file, "-f", "s16le", "-ar", String(RATE), "-"];
    const bytes = execFileSync("ffmpeg", raw, { maxBuffer: 1 << 28 });
    const samples = new Int16Array(new Uint8Array(bytes).buffer);
    return { samples, seconds: Number(format.duration) };
  });
  const seconds = tracks.reduce((sum, track) => sum + track.seconds, 0);
  for (const track of tracks) assert.ok(track.seconds >= 10 && track.seconds <= 60);
  assert.ok(Math.abs(seconds - session.duration) <= 0.051, `${seconds} s of audio`);

  for (const turn of transcription) {
    let at = Date.parse(turn.timestamp) - Date.parse(session.timestamp);
    let track = 0;
    while (at >= tracks[track].seconds * 1000) at -= tracks[track++].seconds * 1000;
    const { samples } = tracks[track];
    const speakerChannel = turn.source === "user" ? 0 : 1;
    const voice = loudness(samples, speakerChannel, at, at + 400);
    const other = loudness(samples, 1 - speakerChannel, at, at + 400);
    assert.ok(voice > 300, `no voice at ${at} ms: ${turn.text}`);
    assert.ok(other < voice / 10, `both channels speak at ${at} ms: ${turn.text}`);
    if (at < 200) continue;
    const before = loudness(samples, speakerChannel, at - 160, at - 40);
    assert.ok(before < voice / 5, `words before ${at} ms: ${turn.text}`);
  }
}

const lines = readFileSync(join(here, "sessions.jsonl"), "utf8").trimEnd().split("\n");
const sessions = lines.map((line) => JSON.parse(line));
const onDisk = [];
for (const name of readdirSync(join(here, "recordings"), { recursive: true })) {
  const file = join(here, "recordings", name);
  if (statSync(file).isFile()) onDisk.push({ name, bytes: statSync(file).size });
}
let before = 0;
for (const line of sessions) {
  const { session_id: id } = line.session;
  try {
    matches(line, LINE);
    assert.ok(Number(id) > before, "ids are out of order");
    before = Number(id);
    checkTimes(line);
    if (line.recordings.length) checkAudio(line);
  } catch (error) {
    throw new Error(`session ${id}: ${error.message}`, { cause: error });
  }
}
const expected = sessions.flatMap(({ session, recordings }) =>
  recordings.map((name) => join(session.session_id, name)),
);
assert.deepEqual(onDisk.map(({ name }) => name).sort(), expected.sort());
const bytes = onDisk.reduce((sum, file) => sum + file.bytes, 0);
assert.ok(bytes < MAX_RECORDING_BYTES, `${bytes} bytes of recordings`);
console.log(
  `${sessions.length} sessions and ${expected.length} recordings are valid (${bytes} bytes)`,
);
