/** The options of calls and iterations, as rows of the tables of parameters. */
import { link } from "./markdown.mjs";

const row = (name, type, description) => [`\`options.${name}\``, type, "no", description];

const ITERATION = [
  row("concurrency", "`number`", "The number of pages to fetch at the same time. Default: 1."),
  row(
    "cursor",
    "`string`",
    "The `cursor` of a page of the same request. The iteration continues after that page. Default: the start.",
  ),
];

const IDLE_TIMEOUT = row(
  "idleTimeoutMs",
  "`number`",
  "How long the stream may be silent between two chunks. Unit: milliseconds. Default: no limit.",
);

const CLIENT_RETRIES = "the `retryConfig` of the client";

/** The rows of the options of a method. `omitted` is set for the iterations of a list. */
export function optionRows({ operation, omitted, retriesDefault = CLIENT_RETRIES, page }) {
  return [
    [
      "`options`",
      omitted ? "`SessionsIterateOptions`" : "`RequestOptions`",
      "no",
      omitted
        ? "The options of the iteration and of each of its requests. Default: those of the client."
        : "The options of this call. Default: those of the client.",
    ],
    ...(omitted ? ITERATION : []),
    row(
      "retries",
      link(page, "lib/utils/retryconfig.md", "RetryConfig"),
      `Whether and how failed requests are retried. Default: ${retriesDefault}.`,
    ),
    row(
      "retryCodes",
      "`string[]`",
      'The statuses to retry. `X` matches any digit. Default: `["429", "5XX"]`.',
    ),
    row(
      "timeoutMs",
      "`number`",
      "How long one attempt may take; 0 means no limit. Unit: milliseconds. Default: that of the client, otherwise no limit.",
    ),
    ...(operation.result === "bytes" ? [IDLE_TIMEOUT] : []),
    row(
      "maxResponseBytes",
      "`number`",
      "The most bytes of a JSON response. Default: that of the client, otherwise 67,108,864 (64 MiB).",
    ),
    row("serverURL", "`string` or `URL`", "The URL of the server. Default: that of the client."),
    row("signal", "`AbortSignal`", "Ends the call when it aborts."),
    row("headers", "`HeadersInit`", "Headers to add or replace."),
    row(
      "fetchOptions",
      "`RequestInit`",
      "Options of `fetch`, except `method` and `body`. They can also be set in `options` itself, which takes precedence.",
    ),
  ];
}
