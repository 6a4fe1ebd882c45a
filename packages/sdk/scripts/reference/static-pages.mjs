/** Pages of types that the contract does not declare. */
import { HEADER, table } from "./markdown.mjs";

export const STATIC_PAGES = [
  [
    "lib/utils/retryconfig.md",
    `${HEADER}
# RetryConfig

Whether and how failed requests are retried. It can be set for a client (\`retryConfig\`) and for one call
(\`options.retries\`). Default: requests are not retried.

\`\`\`ts
import type { RetryConfig } from "syllable-sdk/lib/retries";

const retryConfig: RetryConfig = {
  strategy: "backoff",
  backoff: { initialInterval: 200, maxInterval: 5_000, exponent: 2, maxElapsedTime: 60_000 },
  retryConnectionErrors: true,
};
\`\`\`

${table(
  ["Field", "Type", "Required", "Description"],
  [
    ["`strategy`", '`"none"` | `"backoff"`', "yes", "`none` turns retries off."],
    ["`backoff`", "`object`", "no", "How long to wait between attempts."],
    [
      "`backoff.initialInterval`",
      "`number`",
      "no",
      "The wait before the second attempt. Unit: milliseconds. Default: 500.",
    ],
    [
      "`backoff.maxInterval`",
      "`number`",
      "no",
      "The longest wait between two attempts. Unit: milliseconds. Default: 60,000.",
    ],
    [
      "`backoff.exponent`",
      "`number`",
      "no",
      "The factor by which each wait is longer than the one before. Default: 1.5.",
    ],
    [
      "`backoff.maxElapsedTime`",
      "`number`",
      "no",
      "How long after the start of the call an attempt may begin. Unit: milliseconds. Default: 3,600,000.",
    ],
    [
      "`retryConnectionErrors`",
      "`boolean`",
      "no",
      "Whether connection errors and timeouts are retried too. Default: `false`.",
    ],
  ],
)}
## Which responses are retried

\`options.retryCodes\` lists the statuses, such as \`["429", "503"]\`. \`X\` matches any digit. Default:
\`["429", "5XX"]\`. If the response has a \`Retry-After\` header, it sets the minimum wait, even if
\`maxInterval\` is shorter. If a wait would end after \`maxElapsedTime\`, the call fails at once with the error of the
response.
`,
  ],
  [
    "models/.md",
    `${HEADER}
# ReadableStream&lt;Uint8Array&gt;

The bytes of a recording, as the
[web stream](https://developer.mozilla.org/en-US/docs/Web/API/ReadableStream) of every runtime. Read it to its
end or cancel it: until then, it holds a connection. \`new Response(stream)\` turns it into a \`Blob\` or an
\`ArrayBuffer\`; in Node, \`for await\` reads its chunks.
`,
  ],
  [
    "models/components/validationerror.md",
    `${HEADER}
# ValidationError

One value of a request that the service rejected.

\`\`\`ts
import type { ValidationError } from "syllable-sdk/models/components";
\`\`\`

${table(
  ["Field", "Type", "Required", "Description"],
  [
    ["`loc`", "`(string | number)[]`", "yes", 'Where the value is, such as `["query", "limit"]`.'],
    ["`msg`", "`string`", "yes", "What is wrong, for people."],
    ["`type`", "`string`", "yes", "What is wrong, for programs."],
  ],
)}`,
  ],
];
