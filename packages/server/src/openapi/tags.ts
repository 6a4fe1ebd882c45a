interface Tag {
  readonly name: string;
  readonly description: string;
}

/** The resources by the beginning of their paths. An operation has the tag of the first match. */
const TAGS: readonly [path: string, name: string, description: string][] = [
  ["sessions/recording/", "recordings", "The audio of sessions, and URLs to play it."],
  ["sessions/transcript/", "transcripts", "What was said in a session, and its tool calls."],
  ["sessions/full-summary/", "summaries", "What happened in a session, in a few sentences."],
  ["sessions/latency/", "latency", "How long the steps of a session took."],
  ["sessions/timeline/", "timelines", "The events of a session, in order of time."],
  [
    "session_labels/",
    "labels",
    "Ratings of sessions, by people and programs. Labels never change.",
  ],
  ["keys", "keys", "API keys, for admins."],
  ["status", "status", "What the service stores, for admins."],
  ["console/", "console", "Signing a browser in to the console. Other clients use an API key."],
  ["sessions/", "sessions", "Conversations of agents with users."],
];

const BASE = "/api/v1/";

/** The tag of the operation with this path. Throws if the path belongs to no resource. */
export function tagOf(path: string): string {
  const tag = TAGS.find(([start]) => path.startsWith(BASE + start));
  if (!tag) throw new Error(`the path ${path} belongs to no resource; add a tag for it`);
  return tag[1];
}

/** The tags with these names. Sessions come first. */
export const tagsNamed = (names: ReadonlySet<string>): Tag[] =>
  [...TAGS.slice(-1), ...TAGS.slice(0, -1)]
    .filter(([, name]) => names.has(name))
    .map(([, name, description]) => ({ name, description }));
