/** The error classes of the SDK, and their pages. */
import { HEADER, link, table } from "./markdown.mjs";

const RESPONSE_FIELDS = [
  ["statusCode", "`number`", "The status of the response, such as 404."],
  ["body", "`string`", "The text of the response, up to 64 KB."],
  ["contentType", "`string`", "The media type of the response. Empty if it had none."],
  ["requestId", "`string`", "The id of the request in the service's log, if the service sent one."],
  ["headers", "`Headers`", "The headers of the response. Not enumerable: they may hold cookies."],
  [
    "rawResponse",
    "`Response`",
    "The response. Its body has been read. Not enumerable: its URL may hold a token.",
  ],
];

const RAW_VALUE = [
  "rawValue",
  "`unknown`",
  "The invalid value. Not enumerable: it may be large or hold a token.",
];

/** `base` is the class that it extends. */
export const ERRORS = [
  {
    name: "SyllableSDKError",
    base: "Error",
    description: "The base of errors that a response led to.",
    fields: RESPONSE_FIELDS,
  },
  {
    name: "SDKError",
    base: "SyllableSDKError",
    description: "The response has an error status, or one that the operation does not return.",
  },
  {
    name: "HTTPValidationError",
    base: "SyllableSDKError",
    description: "The service rejected the request as invalid (422).",
    fields: [
      [
        "detail",
        "[ValidationError](../components/validationerror.md)[]",
        "What is invalid, value by value.",
      ],
      ["data$", "`object`", "The body of the response: `{ detail }`."],
    ],
  },
  {
    name: "ResponseValidationError",
    base: "SyllableSDKError",
    description: "The response does not match the model. The message says where.",
    fields: [RAW_VALUE, ["pretty()", "`string`", "The error as text."]],
  },
  {
    name: "ResponseTooLargeError",
    base: "SyllableSDKError",
    description:
      "The response is larger than `maxResponseBytes`: 67,108,864 bytes (64 MiB) by default. The rest was not read, and `body` is empty.",
  },
  {
    name: "SDKValidationError",
    base: "Error",
    description: "An argument is invalid. Nothing was sent. The message says which argument.",
    fields: [RAW_VALUE, ["pretty()", "`string`", "The error as text."]],
  },
  {
    name: "HTTPClientError",
    base: "Error",
    description: "The base of errors of calls that ended without a complete response.",
    fields: [["cause", "`unknown`", "The underlying error, if there is one."]],
  },
  {
    name: "ConnectionError",
    base: "HTTPClientError",
    description: "The server could not be reached, or the connection broke.",
  },
  {
    name: "RequestTimeoutError",
    base: "HTTPClientError",
    description: "A time limit was reached: `timeoutMs` or `idleTimeoutMs`.",
  },
  {
    name: "RequestAbortedError",
    base: "HTTPClientError",
    description: "The `signal` of the call was aborted.",
  },
  {
    name: "InvalidRequestError",
    base: "HTTPClientError",
    description: "No request could be made of the options: the server URL or a header is invalid.",
  },
  {
    name: "UnexpectedClientError",
    base: "HTTPClientError",
    description: "Any other error, such as one that a hook threw. See its cause.",
  },
];

export const errorPage = (name) => `models/errors/${name.toLowerCase()}.md`;

export function errorPages() {
  return ERRORS.map(({ name, base, description, fields = [] }) => {
    const page = errorPage(name);
    const baseText = base === "Error" ? "`Error`" : link(page, errorPage(base), base);
    const inherited =
      base === "Error"
        ? ""
        : `It has the fields of ${baseText}${fields.length > 0 ? " and these" : ""}.\n`;
    const text = `${HEADER}
# ${name}

${description}

Extends ${baseText}. The guard \`is${name}(value)\` recognises it, also if the program holds several copies of the SDK.

\`\`\`ts
import { ${name}, is${name} } from "syllable-sdk/models/errors";
\`\`\`

${[inherited, fields.length > 0 ? fieldTable(fields) : ""].filter(Boolean).join("\n")}`;
    return [page, text];
  });
}

const fieldTable = (fields) =>
  table(
    ["Field", "Type", "Description"],
    fields.map(([name, ...cells]) => [`\`${name}\``, ...cells]),
  );
