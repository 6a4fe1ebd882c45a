import { escapeHtml, type HtmlPage } from "../../html.js";
import type { OpenApiDocument } from "./document-types.js";
import { type Call, callsOf, methodHtml, operationHtml } from "./operations.js";
import { schemaHtml, textHtml } from "./schemas.js";
import { STYLE } from "./style.js";

/**
 * The API reference as one page without scripts. Existing renderers of OpenAPI documents need 1 to 4 MB of
 * scripts and `unsafe-inline` styles, which would weaken the content security policy.
 */
export function referencePage(document: OpenApiDocument): HtmlPage {
  const calls = callsOf(document);
  const callsWith = (tag: string) => calls.filter(({ operation }) => operation.tags.includes(tag));
  const { info, servers, tags, components } = document;
  const schemas = Object.entries(components.schemas).sort(([a], [b]) => a.localeCompare(b));
  const url = escapeHtml(servers[0]!.url);
  const sections = tags.map(
    ({ name, description }) => `<h2 id="tag-${name}">${title(name)}</h2>
<p>${textHtml(description)}</p>
${callsWith(name)
  .map((call) => operationHtml(call, document))
  .join("\n")}`,
  );
  return {
    title: `${info.title}: API reference`,
    style: STYLE,
    body: `<div class="layout">
<nav aria-label="Contents">
<strong><a href="#top">${escapeHtml(info.title)}</a></strong>
${tags.map(({ name }) => navHtml(title(name), callsWith(name).map(callLink))).join("\n")}
${navHtml(
  "Schemas",
  schemas.map(([name]) => `<a href="#schema-${name}">${name}</a>`),
)}
</nav>
<main id="top">
<h1>${escapeHtml(info.title)}</h1>
<p class="note">API reference, version ${escapeHtml(info.version)} · <a href="${url}/openapi.json">OpenAPI document</a></p>
<p>${textHtml(info.description)}</p>
<p>The service is at <code>${url}</code>. Requests and responses are JSON, unless an operation says otherwise.</p>
${sections.join("\n")}
<h2 id="schemas">Schemas</h2>
${schemas.map(([name, schema]) => schemaHtml(name, schema)).join("\n")}
</main>
</div>`,
  };
}

const title = (tag: string): string => tag.charAt(0).toUpperCase() + tag.slice(1);

const navHtml = (heading: string, links: readonly string[]): string =>
  `<h2>${heading}</h2><ul>${links.map((link) => `<li>${link}</li>`).join("")}</ul>`;

const callLink = ({ method, operation }: Call): string =>
  `<a href="#${operation.operationId}">${methodHtml(method)} ${textHtml(operation.summary.replace(/\..*/, ""))}</a>`;
