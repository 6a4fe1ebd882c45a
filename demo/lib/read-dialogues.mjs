import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const HEADING = /^=== (\S+) (\w+)\/(\w+) (\S+) > (\S+)$/;
const TOOL = /^(\d+) (\w+) (\{.*\}) -> (\{.*\})$/;
const SPEAKERS = { U: "user", A: "agent" };

/** Reads lines of the form "key: value" into an object. */
function readKeys(lines) {
  return Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(": ");
      return [line.slice(0, colon), line.slice(colon + 2)];
    }),
  );
}

/** Reads a line of a dialogue: a turn, a tool call, a pause or the start of another recording. */
function readStep(line) {
  const [, mark, lang, rest] = /^([A-Z])(?:\[([\w-]+)\])?: (.+)$/.exec(line) ?? [];
  if (SPEAKERS[mark]) return { kind: "turn", source: SPEAKERS[mark], lang, text: rest };
  if (mark === "P") return { kind: "pause", ms: Number(rest) * 1000 };
  if (mark === "R") return { kind: "recording", name: rest };
  const [, ms, name, request, result] = (/[TE]/.test(mark) && TOOL.exec(rest)) || [];
  if (!name) throw new Error(`invalid line: ${line}`);
  for (const json of [request, result]) JSON.parse(json);
  return { kind: "tool", ms: Number(ms), name, request, result, failed: mark === "E" };
}

function readSession(block, agent) {
  const [heading, ...lines] = block.trim().split("\n");
  const [, start, service, type, source, target] = HEADING.exec(heading) ?? [];
  if (!start) throw new Error(`invalid heading: ${heading}`);
  const blank = lines.indexOf("");
  const keys = readKeys(lines.slice(0, blank));
  return {
    agent,
    start: Date.parse(start),
    channel: { service, type, source, target },
    ...keys,
    lang: keys.lang ?? agent.lang,
    voice: keys.voice ?? agent.voice,
    flags: (keys.flags ?? agent.flags ?? "").split(" "),
    steps: lines.slice(blank + 1).map(readStep),
  };
}

/** Reads all sessions from a folder of dialogue files (see README.md), oldest first. */
export function readDialogues(folder) {
  const sessions = readdirSync(folder)
    .sort()
    .flatMap((file) => {
      const [head, ...blocks] = readFileSync(join(folder, file), "utf8").split(/^(?==== )/m);
      const agent = readKeys(head.trim().split("\n"));
      return blocks.map((block) => readSession(block, agent));
    });
  return sessions.sort((a, b) => a.start - b.start);
}
