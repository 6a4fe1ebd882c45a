/** Generates sessions.jsonl and recordings/ from dialogues/. Requires espeak-ng and ffmpeg. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { layOut } from "./lib/lay-out.mjs";
import { readDialogues } from "./lib/read-dialogues.mjs";
import { hexOf, seededBetween } from "./lib/seeded-random.mjs";
import { record, speak } from "./lib/speech.mjs";

const here = import.meta.dirname;
const FIRST_ID = 100001;
const iso = (ms) => new Date(Math.round(ms)).toISOString();

/** Returns the prompt version at a time, from a list such as "2026-05-01 3, 2026-07-20 4". */
function versionAt(versions, time) {
  const entries = versions.split(", ").map((entry) => entry.split(" "));
  return Number(entries.findLast(([day]) => Date.parse(day) <= time)[1]);
}

/** Messages between the same two addresses share a conversation. Each call is a new one. */
function conversationId({ start, channel }) {
  const thread = channel.type === "voice" ? start : "thread";
  const hex = hexOf("conversation", thread, channel.source, channel.target);
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*/, "$1-$2-$3-$4-$5");
}

function channelSid({ start, channel }) {
  const hex = hexOf("sid", start, channel.source).slice(0, 32);
  if (channel.service === "twilio") return (channel.type === "sms" ? "SM" : "CA") + hex;
  return channel.service === "sip" ? `${hex.slice(0, 16)}@sip.example.com` : `web-${hex}`;
}

function wireSession(dialogue, sessionId, timestamp, duration) {
  const { agent, channel, flags, steps } = dialogue;
  const [promptId, ...promptName] = agent.prompt.split(" ");
  const version = versionAt(agent.versions, dialogue.start);
  const lastSpeaker = steps.findLast((step) => step.kind === "turn").source;
  return {
    timestamp,
    session_id: sessionId,
    conversation_id: conversationId(dialogue),
    channel_manager_service: channel.service,
    channel_manager_type: channel.type,
    channel_manager_sid: channelSid(dialogue),
    agent_id: agent.agent,
    agent_name: agent.name,
    agent_type: agent.type,
    agent_timezone: agent.timezone,
    prompt_id: promptId,
    prompt_name: promptName.join(" "),
    prompt_version: String(version),
    prompt_version_number: version,
    source: channel.source,
    target: channel.target,
    ...(dialogue.override && { override_timestamp: dialogue.override }),
    duration,
    is_legacy: flags.includes("legacy"),
    is_test: flags.includes("test"),
    is_outbound: flags.includes("outbound"),
    user_terminated:
      flags.includes("hangup") || (channel.type === "voice" && lastSpeaker === "user"),
    transfer_voicemail_detected: flags.includes("voicemail"),
  };
}

/** Writes the recordings of a session and returns their names and their length in seconds. */
function writeRecordings(dialogue, plan, sessionId) {
  const [first, encoding] = dialogue.recording.split(" ");
  const additional = dialogue.steps.filter((step) => step.kind === "recording");
  const names = [first, ...additional.map((step) => step.name)];
  const folder = join(here, "recordings", sessionId);
  mkdirSync(folder, { recursive: true });
  const seconds = names.map((name, i) => {
    const { from } = plan.parts[i];
    const to = plan.parts[i + 1]?.from ?? plan.total;
    const clips = plan.turns
      .filter((turn) => turn.at >= from && turn.at < to)
      .map((turn) => ({ ...turn, at: turn.at - from, channel: turn.source === "user" ? 0 : 1 }));
    return record(join(folder, name), clips, to - from, encoding);
  });
  return { names, seconds: seconds.reduce((sum, part) => sum + part, 0) };
}

/** The agent platform rates each session. Some sessions are also reviewed by a person. */
function labelsOf({ rating, review }) {
  const labels = [];
  if (rating !== "N/A") {
    labels.push({ type: "auto-rating", code: rating, user_email: "auto-rating@example.com" });
  }
  if (review) {
    const [head, categories, comments] = review.split("|").map((text) => text.trim());
    const [code, email] = head.split(" ");
    labels.push({
      type: "human-rating",
      code,
      user_email: email,
      ...(comments && { comments }),
      ...(categories && { issue_categories: categories.split(", ") }),
    });
  }
  return labels;
}

function makeSession(dialogue, index) {
  const sessionId = String(FIRST_ID + index);
  const start = dialogue.start + Math.floor(seededBetween(`start ${dialogue.start}`)(0, 999));
  const voiceOf = { user: dialogue.caller, agent: dialogue.voice };
  const plan = layOut(
    dialogue,
    dialogue.recording && ((turn) => speak(turn.text, voiceOf[turn.source])),
  );
  const recorded = dialogue.recording && writeRecordings(dialogue, plan, sessionId);
  const duration = Math.round((recorded?.seconds ?? plan.total / 1000) * 10) / 10;
  const measured = dialogue.channel.type !== "sms" && !dialogue.flags.includes("legacy");
  return {
    session: wireSession(dialogue, sessionId, iso(start), duration),
    transcription: plan.turns.map(({ at, lang, source, text }) => ({
      timestamp: iso(start + at),
      lang: lang ?? dialogue.lang,
      source,
      text,
    })),
    actions: plan.actions.map((call) => ({
      timestamp: iso(start + call.at),
      tool_name: call.name,
      tool_request: call.request,
      [call.failed ? "tool_error" : "tool_result"]: call.result,
      duration_ms: call.ms,
    })),
    summary: dialogue.summary,
    rating: dialogue.rating,
    latency: (measured ? plan.latency : []).map(({ from, ms, category, label, metadata }) => ({
      timestamp: iso(start + from + ms),
      measurement_start: iso(start + from),
      category,
      label,
      ...(metadata && { metadata }),
      unit_type: "milliseconds",
      value: ms,
    })),
    labels: labelsOf(dialogue),
    recordings: recorded?.names ?? [],
  };
}

rmSync(join(here, "recordings"), { recursive: true, force: true });
const sessions = readDialogues(join(here, "dialogues")).map(makeSession);
const lines = sessions.map((session) => `${JSON.stringify(session)}\n`);
writeFileSync(join(here, "sessions.jsonl"), lines.join(""));
const recordings = sessions.flatMap((session) => session.recordings).length;
console.log(`${sessions.length} sessions, ${recordings} recordings`);
