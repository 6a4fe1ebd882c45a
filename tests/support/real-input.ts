import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import type { Session } from "syllable-sdk/models/components";

const SHARED = new URL("../../../shared/data/", import.meta.url).pathname;
const DEMO = new URL("../../demo/", import.meta.url).pathname;

const TYPES: Readonly<Record<string, string>> = {
  ".flac": "audio/flac",
  ".mp3": "audio/mpeg",
  ".ogg": "audio/ogg",
  ".wav": "audio/wav",
};

/** A session in the JSON of the HTTP API. */
export type SessionWire = Record<string, string | number | boolean>;

export interface RealRecording {
  readonly sessionId: string;
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

export interface RealInput {
  readonly source: string;
  readonly sessions: SessionWire[];
  readonly recordings: RealRecording[];
}

/** Real dialogues and recordings if they are next to the repository, otherwise those of the demo. */
export const realInput = (): RealInput => (existsSync(SHARED) ? sharedInput() : demoInput());

function sharedInput(): RealInput {
  const sessions = linesOf(join(SHARED, "sessions.jsonl")).map(sessionOfDialogue);
  const audio = join(SHARED, "audio");
  const recordings = readdirSync(audio)
    .filter((file) => TYPES[extname(file)])
    .map((file, index) => ({
      sessionId: String(sessions[index * 7]!.session_id),
      name: file,
      type: TYPES[extname(file)]!,
      bytes: readFileSync(join(audio, file)),
    }));
  return { source: "real dialogues", sessions, recordings };
}

function demoInput(): RealInput {
  const lines = linesOf(join(DEMO, "sessions.jsonl"));
  const recordings = lines.flatMap(({ session, recordings: names }) =>
    (names as string[]).map((name) => {
      const sessionId = (session as SessionWire).session_id as string;
      const bytes = readFileSync(join(DEMO, "recordings", sessionId, name));
      return { sessionId, name, type: TYPES[extname(name)]!, bytes };
    }),
  );
  return {
    source: "demo",
    sessions: lines.map(({ session }) => session as SessionWire),
    recordings,
  };
}

const linesOf = (path: string): Record<string, unknown>[] =>
  readFileSync(path, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

/** A dialogue without a start time gets a distinct hour. */
function sessionOfDialogue(dialogue: Record<string, unknown>, index: number): SessionWire {
  const meta = dialogue.meta as Record<string, string>;
  const defaultStart = new Date(Date.UTC(2026, 0, 1) + index * 3_600_000).toISOString();
  const dataset = String(dialogue.source_dataset).split("/")[1]!;
  const topic = meta.vertical ?? meta.domain ?? (meta.domains as unknown as string[])?.[0] ?? "any";
  return {
    session_id: String(700_000 + index),
    timestamp: String(dialogue.started_at ?? defaultStart),
    conversation_id: String(dialogue.dialogue_id),
    agent_id: dataset,
    agent_name: `${dataset} ${topic}`,
    agent_type: "text",
    channel_manager_service: "web",
    channel_manager_type: "chat",
    source: String((dialogue.turns as { speaker: string }[])[0]!.speaker),
    target: topic,
    ...(dialogue.duration_ms === undefined
      ? {}
      : { duration: Number(dialogue.duration_ms) / 1000 }),
    is_outbound: (dialogue.turns as { speaker: string }[])[0]!.speaker === "agent",
  };
}

/** Returns what the SDK should return for a session in JSON. */
export const asModel = (wire: SessionWire): Session =>
  Object.fromEntries(
    Object.entries(wire).map(([key, value]) => [
      key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      key === "timestamp" ? new Date(value as string) : value,
    ]),
  ) as unknown as Session;
