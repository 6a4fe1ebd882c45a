const ITERATION_RETRIES =
  "the `retryConfig` of the client; without one, 429, 5XX and connection errors are retried for up to five minutes";

const ANALYSIS_STATUSES = {
  404: "The recording does not exist, or its `analysis` is `unsupported` or `failed`.",
  409: "The `analysis` of the recording is `pending`.",
};

/**
 * The methods of the SDK, by resource. Parameters, results and errors come from the operations;
 * what the operations do not say is written here.
 *
 * `function` is the standalone function. `iterates` names the items of a method that returns an
 * iterator. `parameters` come after those of the operation; `omitted` are those that it lacks.
 * `retriesDefault` is the default of `options.retries`, if it is not that of the client. `statuses` says
 * when an error status is returned, if the general text does not fit.
 */
export const RESOURCES = [
  {
    folder: "sessions",
    accessor: "sessions",
    title: "Sessions",
    intro: "Find sessions, read them, and stream their recordings.",
    methods: [
      { method: "list", function: "sessionsList", operation: "sessions_list" },
      {
        method: "iterate",
        function: "sessionsIterate",
        iterates: "Session",
        operation: "sessions_list",
        description: "Iterate over all sessions that match, in order of time.",
        omitted: ["page", "orderBy"],
        retriesDefault: ITERATION_RETRIES,
        limitNote:
          "The most sessions that one request gets. 0 means 200. Range: 0 to 10,000. Default: 200.",
        notes: [
          "Returns every session that matches when the iteration begins exactly once. Memory use is constant.",
        ],
      },
      {
        method: "pages",
        function: "sessionsPages",
        iterates: "SessionsPage",
        operation: "sessions_list",
        description: "Iterate like `iterate`, page by page.",
        omitted: ["page", "orderBy"],
        retriesDefault: ITERATION_RETRIES,
        limitNote: "The most sessions of a page. 0 means 200. Range: 0 to 10,000. Default: 200.",
        notes: [
          "A page has `items`, at least one session, and a `cursor`, a string. Another iteration with the same request and this cursor continues after the page.",
        ],
      },
      {
        method: "stats",
        function: "sessionsStats",
        operation: "sessions_stats",
        notes: [
          "Only the self-hosted service has this operation.",
          "At most 1,000 groups. If there were more, the service returns a 422.",
        ],
      },
      { method: "getById", function: "sessionsGetById", operation: "session_get_by_id" },
      {
        method: "generateSessionRecordingUrls",
        function: "sessionsGenerateSessionRecordingUrls",
        operation: "generate_session_recording_urls",
      },
      {
        method: "sessionRecordingStream",
        function: "sessionsSessionRecordingStream",
        operation: "session_recording_stream",
        notes: [
          "Read the stream to its end or cancel it.",
          "A `Range` header in `options.headers` gets a part of the recording.",
          "`options.timeoutMs` ends when the stream begins; `options.idleTimeoutMs` limits the time between two chunks.",
        ],
        statuses: { 409: "`as` is given, and the recording has not been analysed yet." },
      },
    ],
  },
  {
    folder: "transcript",
    accessor: "sessions.transcript",
    title: "Transcript",
    intro: "Read what was said in a session, and its tool calls.",
    methods: [
      {
        method: "getById",
        function: "sessionsTranscriptGetById",
        operation: "session_transcript_get_by_id",
      },
    ],
  },
  {
    folder: "fullsummary",
    accessor: "sessions.fullSummary",
    title: "FullSummary",
    intro: "Read the summary of a session.",
    methods: [
      {
        method: "getById",
        function: "sessionsFullSummaryGetById",
        operation: "session_full_summary_get_by_id",
      },
    ],
  },
  {
    folder: "latency",
    accessor: "sessions.latency",
    title: "Latency",
    intro: "Read how long the steps of a session took.",
    methods: [
      {
        method: "getById",
        function: "sessionsLatencyGetById",
        operation: "session_latency_get_by_id",
      },
    ],
  },
  {
    folder: "timeline",
    accessor: "sessions.timeline",
    title: "Timeline",
    intro: "Read the events of a session in order of time.",
    methods: [
      {
        method: "getById",
        function: "sessionsTimelineGetById",
        operation: "session_timeline_get_by_id",
      },
    ],
  },
  {
    folder: "audio",
    accessor: "sessions.audio",
    title: "Audio",
    intro:
      "Read what was heard in the recordings of a session. Only the self-hosted service has this operation.",
    methods: [
      {
        method: "getById",
        function: "sessionsAudioGetById",
        operation: "session_audio_get_by_id",
        notes: [
          "Recordings whose `analysis` is not `ready` are absent: see [Recordings](../recordings/README.md#list).",
          "Times are in milliseconds from the start of the recording. `startedAt` of the recording places them on the time axis of the session.",
        ],
      },
    ],
  },
  {
    folder: "recordings",
    accessor: "sessions.recordings",
    title: "Recordings",
    intro:
      "List the recordings of a session, place them on its time axis, and read their waveform and speech. Only the self-hosted service has these operations.",
    methods: [
      { method: "list", function: "sessionsRecordingsList", operation: "session_recordings_list" },
      {
        method: "update",
        function: "sessionsRecordingsUpdate",
        operation: "session_recording_patch",
        notes: ["Absent fields do not change.", "Needs an API key with the scope `write`."],
      },
      {
        method: "getWaveform",
        function: "sessionsRecordingsGetWaveform",
        operation: "session_recording_waveform_get",
        description:
          "Get the waveform of a recording, in the JSON form of the audiowaveform data format.",
        statuses: ANALYSIS_STATUSES,
      },
      {
        method: "getSpeech",
        function: "sessionsRecordingsGetSpeech",
        operation: "session_recording_speech_get",
        statuses: ANALYSIS_STATUSES,
      },
    ],
  },
  {
    folder: "sessionlabels",
    accessor: "sessionLabels",
    title: "SessionLabels",
    intro: "Rate sessions. Labels never change.",
    methods: [
      { method: "list", function: "sessionLabelsList", operation: "session_labels_list" },
      { method: "getById", function: "sessionLabelsGetById", operation: "session_label_get_by_id" },
      {
        method: "create",
        function: "sessionLabelsCreate",
        operation: "session_label_create",
        notes: ["If a retry follows a lost response, a second label may be created."],
      },
    ],
  },
  {
    folder: "ingest",
    accessor: "ingest",
    title: "Ingest",
    intro:
      "Store sessions, their parts and their recordings. Only the self-hosted service has these operations. They need an API key with the scope `write`.",
    methods: [
      { method: "putSession", function: "ingestPutSession", operation: "session_put" },
      {
        method: "createSession",
        function: "ingestCreateSession",
        operation: "session_create",
        retriesDefault: "no retries",
        notes: [
          "Not retried unless `options.retries` of the call says so. A retry after a lost response would create a second session.",
        ],
      },
      {
        method: "importSessions",
        function: "ingestImportSessions",
        iterates: "ImportResult",
        operation: "sessions_import",
        description: "Import any number of sessions.",
        parameters: [
          {
            name: "sessions",
            type: "`Iterable<Session>` or `AsyncIterable<Session>`",
            required: true,
            description: "The sessions. One without an id gets one.",
          },
        ],
        notes: [
          "Sends requests of up to 5,000 sessions and about 512 KiB. Sessions are read only as fast as you read the results, so memory use is bounded.",
          "A request with a session that has no id is not retried: a retry could create the session twice.",
        ],
      },
      {
        method: "uploadRecording",
        function: "ingestUploadRecording",
        operation: "session_recording_put",
        parameters: [
          {
            name: "request.body",
            type: "`string`, `Uint8Array`, `Blob`, `ReadableStream` or `AsyncIterable<Uint8Array>`",
            required: true,
            description: "The bytes. An upload of a stream is not retried.",
          },
          {
            name: "request.type",
            type: "`string`",
            description:
              "The media type, such as `audio/mpeg`. Default: that of the `Blob`, otherwise detected from the bytes.",
          },
          {
            name: "request.sha256",
            type: "`string`",
            description:
              "The SHA-256 of the bytes, in hexadecimal. The service rejects bytes that do not match it.",
          },
        ],
        notes: [
          "A name is 1 to 255 bytes of UTF-8 without slashes and control characters, and not `.` or `..`.",
          "Without `startedAt` or `channels`, the service estimates them from the sound and the transcript. They can be set later: see [Recordings](../recordings/README.md#update).",
        ],
      },
      {
        method: "deleteRecording",
        function: "ingestDeleteRecording",
        operation: "session_recording_delete",
        notes: [
          "The session itself is not deleted. URLs of the recording stop working, and uploads in progress with the same name fail.",
          "If the recording does not exist, the service returns a 404.",
        ],
      },
      {
        method: "putTranscript",
        function: "ingestPutTranscript",
        operation: "session_transcript_put",
      },
      {
        method: "putFullSummary",
        function: "ingestPutFullSummary",
        operation: "session_full_summary_put",
      },
      { method: "putLatency", function: "ingestPutLatency", operation: "session_latency_put" },
      { method: "deleteSession", function: "ingestDeleteSession", operation: "session_delete" },
    ],
  },
];
