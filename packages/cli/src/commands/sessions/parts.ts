import { Argument, Command } from "commander";
import type { Client } from "../../client/connect.js";
import { addClientOptions, type ClientOptions } from "../../client/options.js";
import { nonEmpty } from "../options.js";
import { read, type View } from "./read.js";
import {
  AUDIO,
  LABELS,
  LATENCY,
  RECORDING,
  SESSION,
  SUMMARY,
  TIMELINE,
  TRANSCRIPT,
} from "./views.js";

/** A command that reads one session or a part of it. */
interface Part {
  readonly name: string;
  readonly description: string;
  readonly call: (sdk: Client["sdk"], sessionId: string) => Promise<unknown>;
  readonly view: View;
}

const PARTS: readonly Part[] = [
  {
    name: "get",
    description: "Print a session.",
    call: (sdk, sessionId) => sdk.sessions.getById({ sessionId }),
    view: SESSION,
  },
  {
    name: "transcript",
    description: "Print what was said, and the tool calls.",
    call: (sdk, sessionId) => sdk.sessions.transcript.getById({ sessionId }),
    view: TRANSCRIPT,
  },
  {
    name: "summary",
    description: "Print the summary and the rating.",
    call: (sdk, sessionId) => sdk.sessions.fullSummary.getById({ sessionId }),
    view: SUMMARY,
  },
  {
    name: "latency",
    description: "Print how long each step took.",
    call: (sdk, sessionId) => sdk.sessions.latency.getById({ sessionId }),
    view: LATENCY,
  },
  {
    name: "timeline",
    description: "Print what was said, tool calls and latencies in order.",
    call: (sdk, sessionId) => sdk.sessions.timeline.getById({ sessionId }),
    view: TIMELINE,
  },
  {
    name: "audio",
    description: "Print what was heard in the recordings. Only self-hosted services have it.",
    call: (sdk, sessionId) => sdk.sessions.audio.getById({ sessionId }),
    view: AUDIO,
  },
  {
    name: "recording",
    description: "Print the URLs of the recordings. They open without a key until they expire.",
    call: (sdk, sessionId) => sdk.sessions.generateSessionRecordingUrls({ sessionId }),
    view: RECORDING,
  },
  {
    name: "labels",
    description: "Print the labels of a session, newest first.",
    call: (sdk, sessionId) =>
      sdk.sessionLabels.list({
        limit: 1_000,
        searchFields: ["session_id"],
        searchFieldValues: [sessionId],
      }),
    view: LABELS,
  },
];

export const sessionIdArgument = (): Argument =>
  new Argument("<session-id>", "id of the session").argParser(nonEmpty("an id"));

export const partCommands = (): Command[] =>
  PARTS.map(({ name, description, call, view }) =>
    addClientOptions(
      new Command(name).description(description).addArgument(sessionIdArgument()),
    ).action((sessionId: string, options: ClientOptions) =>
      read(options, (sdk) => call(sdk, sessionId), view),
    ),
  );
