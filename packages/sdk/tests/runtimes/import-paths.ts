/**
 * The import paths that programs may use, each with the names that it exports. The published SDK
 * names the file of a model or an error in lower case, and that of a request after its operation.
 */

/** A path below `syllable-sdk`, without extension. */
export interface ImportPath {
  readonly path: string;
  /** Classes, functions and enums. */
  readonly values: readonly string[];
  /** Names that are only types. */
  readonly types: readonly string[];
}

const at = (path: string, values: string[], types: string[] = []): ImportPath => ({
  path,
  values,
  types,
});

const MODELS = [
  "InspectLatencyResponse",
  "LatencyEntry",
  "ListResponseSession",
  "ListResponseSessionLabel",
  "Session",
  "SessionAction",
  "SessionLabel",
  "SessionLabelCreate",
  "SessionRecordingResponse",
  "SessionSummaryResponse",
  "SessionText",
  "SessionTimelineResponse",
  "SessionTranscriptionResponse",
  "SummaryEntry",
  "TimelineEvent",
  "ValidationError",
];
const ENUMS = ["OrderByDirection", "SessionLabelProperties", "SessionProperties"];

/** The operations of the platform, each with its request type. */
export const REQUESTS: Readonly<Record<string, string>> = {
  sessions_list: "SessionsListRequest",
  session_get_by_id: "SessionGetByIdRequest",
  generate_session_recording_urls: "GenerateSessionRecordingUrlsRequest",
  session_recording_stream: "SessionRecordingStreamRequest",
  session_transcript_get_by_id: "SessionTranscriptGetByIdRequest",
  session_full_summary_get_by_id: "SessionFullSummaryGetByIdRequest",
  session_latency_get_by_id: "SessionLatencyGetByIdRequest",
  session_timeline_get_by_id: "SessionTimelineGetByIdRequest",
  session_labels_list: "SessionLabelsListRequest",
  session_label_get_by_id: "SessionLabelGetByIdRequest",
};

const ERRORS = {
  sdkerror: ["SDKError"],
  syllablesdkerror: ["SyllableSDKError"],
  httpvalidationerror: ["HTTPValidationError"],
  sdkvalidationerror: ["SDKValidationError"],
  responsevalidationerror: ["ResponseValidationError"],
  httpclienterrors: [
    "HTTPClientError",
    "ConnectionError",
    "InvalidRequestError",
    "RequestAbortedError",
    "RequestTimeoutError",
    "UnexpectedClientError",
  ],
};

const RESOURCES = ["FullSummary", "Latency", "SessionLabels", "Sessions", "Timeline", "Transcript"];

const FUNCTIONS = [
  "sessionsList",
  "sessionsGetById",
  "sessionsGenerateSessionRecordingUrls",
  "sessionsSessionRecordingStream",
  "sessionsTranscriptGetById",
  "sessionsFullSummaryGetById",
  "sessionsLatencyGetById",
  "sessionsTimelineGetById",
  "sessionLabelsList",
  "sessionLabelsGetById",
  "sessionLabelsCreate",
  "sessionsIterate",
  "ingestImportSessions",
];

const RESULTS = at("types", ["ERR", "OK"], ["APIPromise", "Result"]);
const ALL_ERRORS = Object.values(ERRORS).flat();

export const IMPORT_PATHS: readonly ImportPath[] = [
  at(
    "index",
    ["HTTPClient", "SDK_METADATA", "ServerList", "SyllableSDK"],
    ["RequestOptions", "RetryConfig", "SDKOptions"],
  ),
  at("core", ["SyllableSDKCore"]),
  ...FUNCTIONS.map((name) => at(`funcs/${name}`, [name])),
  at("lib/config", ["SDK_METADATA", "ServerList", "serverURLFromOptions"], ["SDKOptions"]),
  at("lib/http", ["HTTPClient"], ["Fetcher", "HTTPClientOptions"]),
  at("lib/retries", [], ["BackoffStrategy", "RetryConfig"]),
  at("lib/sdks", ["ClientSDK"], ["RequestOptions"]),
  at("models/components", ENUMS, MODELS),
  at("models/components/index", ENUMS, MODELS),
  ...MODELS.map((name) => at(`models/components/${name.toLowerCase()}`, [], [name])),
  ...ENUMS.map((name) => at(`models/components/${name.toLowerCase()}`, [name])),
  at("models/operations", [], Object.values(REQUESTS)),
  at("models/operations/index", [], Object.values(REQUESTS)),
  ...Object.entries(REQUESTS).map(([id, name]) =>
    at(`models/operations/${id.replaceAll("_", "")}`, [], [name]),
  ),
  at("models/errors", ALL_ERRORS),
  at("models/errors/index", ALL_ERRORS),
  ...Object.entries(ERRORS).map(([file, names]) => at(`models/errors/${file}`, names)),
  at("sdk", ["SyllableSDK"]),
  at("sdk/index", ["SyllableSDK"]),
  at("sdk/sdk", ["SyllableSDK"]),
  ...RESOURCES.map((name) => at(`sdk/${name.toLowerCase()}`, [name])),
  RESULTS,
  ...["index", "fp", "async"].map((file) => ({ ...RESULTS, path: `types/${file}` })),
  at("node", ["SaveRecordingError", "saveRecording"], ["RecordingSource"]),
];

/** The specifiers of a path. `index` is also the package itself. */
export const specifiersOf = ({ path }: ImportPath): string[] => [
  ...(path === "index" ? ["syllable-sdk"] : []),
  `syllable-sdk/${path}`,
  `syllable-sdk/${path}.js`,
];

/** A program that exports every name of every path again. */
export function programOfAllNames(): string {
  const lines = IMPORT_PATHS.flatMap((entry, index) =>
    specifiersOf(entry).map((specifier, variant) => {
      const names = [...entry.values, ...entry.types].map(
        (name) => `${name} as ${name}_${index}_${variant}`,
      );
      return `export { ${names.join(", ")} } from "${specifier}";`;
    }),
  );
  return `${lines.join("\n")}\n`;
}
