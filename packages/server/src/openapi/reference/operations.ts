import { escapeHtml } from "../../html.js";
import { API_KEY_SCHEME, BROWSER_SESSION_SCHEME } from "../schemes.js";
import type { OpenApiDocument, OperationObject, ResponseObject } from "./document-types.js";
import { contentHtml, nameOf, tableHtml, textHtml, typeWithLimits } from "./schemas.js";

/** An operation with its place in the document. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly operation: OperationObject;
}

export const callsOf = ({ paths }: OpenApiDocument): Call[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
  );

export const methodHtml = (method: string): string =>
  `<span class="method ${method}">${method.toUpperCase()}</span>`;

/** The section of an operation. */
export function operationHtml(call: Call, document: OpenApiDocument): string {
  const { method, path, operation } = call;
  const { operationId, summary, parameters, requestBody, responses } = operation;
  const parts = [
    `<section id="${operationId}"><h3>${textHtml(summary)}</h3>`,
    `<p class="call">${methodHtml(method)} <code>${path}</code> <span class="note">${operationId}</span></p>`,
    `<pre><code>${escapeHtml(curlOf(call, document.servers[0]!.url))}</code></pre>`,
  ];
  if (parameters.length > 0) {
    const rows = parameters.map((parameter) => [
      `<code>${parameter.name}</code><br><span class="note">${parameter.in}${parameter.required ? ", required" : ""}</span>`,
      typeWithLimits(parameter.schema, parameter.description),
      textHtml(parameter.description),
    ]);
    parts.push("<h4>Parameters</h4>", tableHtml(["name", "type", "description"], rows));
  }
  if (requestBody)
    parts.push("<h4>Request body</h4>", `<p>${contentHtml(requestBody.content)}</p>`);
  const rows = Object.entries(responses).map(([status, response]) =>
    responseRow(status, resolve(response, document)),
  );
  parts.push(
    "<h4>Responses</h4>",
    tableHtml(["status", "body", "description"], rows),
    "</section>",
  );
  return parts.join("\n");
}

const resolve = (response: ResponseObject, { components }: OpenApiDocument): ResponseObject =>
  response.$ref ? components.responses[nameOf(response.$ref)]! : response;

function responseRow(status: string, { description, headers = {}, content = {} }: ResponseObject) {
  const notes = Object.entries(headers).map(
    ([name, header]) =>
      `<br><span class="note"><code>${name}</code> ${textHtml(header.description)}</span>`,
  );
  return [`<code>${status}</code>`, contentHtml(content), textHtml(description) + notes.join("")];
}

/** How to call an operation from a shell. */
function curlOf({ method, path, operation }: Call, url: string): string {
  const query = operation.parameters.filter(
    (parameter) => parameter.in === "query" && parameter.required,
  );
  const needed = query.map(({ name }) => `${name}=…`).join("&");
  const target = `"${url}${path}${needed && `?${needed}`}"`;
  const lines = [method === "get" ? `curl ${target}` : `curl -X ${method.toUpperCase()} ${target}`];
  // An empty list of requirements means that no credential is needed.
  const { security = [{ [API_KEY_SCHEME]: [] }] } = operation;
  const takes = (scheme: string) => security.some((requirement) => scheme in requirement);
  if (takes(API_KEY_SCHEME)) lines.push('-H "Syllable-API-Key: $KEY"');
  else if (takes(BROWSER_SESSION_SCHEME)) lines.push('-H "Cookie: syllable_session=$TOKEN"');
  const media = Object.keys(operation.requestBody?.content ?? {})[0];
  if (media !== undefined) lines.push(`-H "Content-Type: ${media}"`, "--data-binary @body");
  return lines.join(" \\\n  ");
}
