import { readFileSync } from "node:fs";
import { errorPage } from "./errors.mjs";
import { anchor, HEADER, link, list, table } from "./markdown.mjs";
import { optionRows } from "./options.mjs";
import { fieldText, pageOf, typeLink } from "./types.mjs";

const STATUSES = {
  401: "The API key is missing or invalid.",
  403: "The API key does not have the required scope.",
  404: "What the request names does not exist.",
  409: "Another request changed the same data at the same time.",
  413: "The request body is too large.",
  416: "The range is outside the recording.",
};

const MAX_FIELDS = 12;

/** The page of a resource: its methods, one section each. */
export function resourcePage({ folder, accessor, title, intro, methods }, operations) {
  const page = `sdks/${folder}/README.md`;
  const sections = methods.map((entry) => {
    const operation = operations.get(entry.operation);
    const description = entry.description ?? operation.description;
    return { ...entry, operation, description, page, call: `sdk.${accessor}.${entry.method}` };
  });
  const contents = list(
    sections.map(({ method, description }) => `[${method}](#${anchor(method)}): ${description}`),
  );
  const text = `${HEADER}
# ${title}

${intro}

${contents}
${sections.map(section).join("\n")}`;
  return [page, text];
}

function section(entry) {
  const { method, description, operation, call, notes } = entry;
  return `## ${method}

${description}

\`${operation.method} ${operation.path}\` (\`${operation.id}\`)

${notes ? `${list(notes)}\n` : ""}### Example: ${call}

${sample(entry)}
### Function

\`${entry.function}(client, ${firstParameter(entry)}, options?)\` from \`syllable-sdk/funcs/${entry.function}.js\`. ${outcome(entry)}

### Parameters of ${method}

${parameters(entry)}
### Result of ${method}

${result(entry)}

### Errors of ${method}

${errors(entry)}`;
}

/** A program that a test runs, and what it prints. */
function sample(entry) {
  const read = (extension) =>
    readFileSync(new URL(`samples/${entry.function}.${extension}`, import.meta.url), "utf8");
  return `\`\`\`js\n${read("mjs")}\`\`\`\n\nIt prints:\n\n\`\`\`text\n${read("txt")}\`\`\`\n`;
}

const firstParameter = ({ parameters: [first] = [] }) =>
  first && !first.name.startsWith("request.") ? first.name : "request";

const outcome = ({ iterates }) =>
  iterates
    ? "It throws errors like the method."
    : "It resolves to a `Result` and never rejects: `{ ok: true, value }` or `{ ok: false, error }`.";

function parameters(entry) {
  const { operation, page, parameters: more = [], omitted = [], limitNote } = entry;
  const rows = [];
  if (firstParameter(entry) === "request") rows.push(requestRow(entry));
  const { request, body } = operation;
  const fields = Object.entries({ ...request.fields, ...inlineFields(body) });
  for (const [name, field] of fields.filter(([name]) => !omitted.includes(name))) {
    const text = name === "limit" && limitNote ? limitNote : fieldText(field);
    rows.push([`\`request.${name}\``, typeLink(field, page), field.optional ? "no" : "yes", text]);
  }
  for (const { name, type, required, description } of more) {
    rows.push([`\`${name}\``, type, required ? "yes" : "no", description]);
  }
  rows.push(...optionRows(entry));
  return table(["Parameter", "Type", "Required", "Description"], rows);
}

/** The fields of a body, unless there are too many to list them here. */
function inlineFields(body) {
  const fields = body?.fields ?? {};
  return Object.keys(fields).length > MAX_FIELDS ? {} : fields;
}

/** The request as a whole: a link to the page of its model, or a note. */
function requestRow({ operation: { request, body }, page, omitted }) {
  if (omitted) {
    return ["`request`", "`object`", "no", "Which sessions to get. Default: all, newest first."];
  }
  const model = body?.fields ? body : request;
  if (!model.description) return ["`request`", "`object`", "yes", "See the fields below."];
  const type = link(page, pageOf(model.name), model.name);
  const ids = model === body ? Object.keys(request.fields).map((name) => `\`${name}\``) : [];
  const text = ids.length > 0 ? `${type} with ${ids.join(" and ")}` : type;
  if (Object.values({ ...request.fields, ...model.fields }).every(({ optional }) => optional)) {
    return ["`request`", text, "no", `${model.description} Default: \`{}\`.`];
  }
  return ["`request`", text, "yes", model.description];
}

function result({ iterates, operation: { result: model }, page }) {
  if (iterates === "SessionsPage") return "`AsyncGenerator<SessionsPage>`";
  if (iterates) return `\`AsyncGenerator\` of ${link(page, pageOf(iterates), iterates)}`;
  if (model === "none") return "`Promise<undefined>`";
  if (model === "bytes") {
    return `\`Promise\` of a ${link(page, "models/.md", "ReadableStream&lt;Uint8Array&gt;")}`;
  }
  return `\`Promise\` of ${link(page, pageOf(model.name), model.name)}`;
}

function errors({ operation, page, statuses = {} }) {
  const errorLink = (name) => link(page, errorPage(name), name);
  const rows = [
    [errorLink("HTTPValidationError"), "422", "A parameter is invalid. The error says which."],
    ...[401, 403, ...operation.errors].map((status) => [
      errorLink("SDKError"),
      `${status}`,
      statuses[status] ?? STATUSES[status],
    ]),
    [errorLink("SDKError"), "other 4XX, 5XX", "The service could not process the request."],
    [errorLink("SDKValidationError"), "", "An argument is invalid. Nothing was sent."],
    [errorLink("ResponseValidationError"), "2XX", "The response does not match the model."],
    [errorLink("ResponseTooLargeError"), "", "The response is larger than `maxResponseBytes`."],
    [errorLink("HTTPClientError"), "", "There was no response, or it was cut off."],
  ];
  return table(["Error", "Status", "When"], rows);
}
