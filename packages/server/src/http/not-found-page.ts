import type { FastifyReply } from "fastify";
import { BASE_STYLE, escapeHtml, type HtmlPage } from "../html.js";
import { sendHtml } from "./send-html.js";

const STYLE = `${BASE_STYLE}
main { max-width: 36rem; margin: 12vh auto; padding: 0 24px; }
h1 { margin: 0 0 8px; font-size: 1.5rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 8px 16px; }
dt, dd { margin: 0; }
.detail { color: var(--muted); overflow-wrap: anywhere; }
`;

/** Whether a browser loads a page. Programs do not prefer HTML to JSON. */
export function prefersHtml(accept: string | undefined): boolean {
  const html = qualityOf("text/html", accept);
  return html > 0 && html > qualityOf("application/json", accept);
}

/** The weight of a media type in `Accept`, from 0 to 1 (RFC 9110, section 12.5.1). */
function qualityOf(type: string, accept = ""): number {
  for (const range of accept.toLowerCase().split(",")) {
    const [name, ...parameters] = range.split(";").map((part) => part.trim());
    if (name !== type) continue;
    const quality = parameters.find((parameter) => parameter.startsWith("q="));
    const value = quality === undefined ? 1 : Number(quality.slice(2));
    return value >= 0 && value <= 1 ? value : 0;
  }
  return 0;
}

interface NotFound {
  readonly baseUrl: string;
  /** Whether the service has the web console. */
  readonly hasConsole: boolean;
  readonly detail: string;
}

/** Sends the page for an unknown path. Set the status before. */
export const sendNotFoundPage = (reply: FastifyReply, notFound: NotFound) =>
  sendHtml(reply, notFoundPage(notFound));

function notFoundPage({ baseUrl, hasConsole, detail }: NotFound): HtmlPage {
  const base = escapeHtml(baseUrl);
  return {
    title: "Not found · Syllable Sessions",
    style: STYLE,
    body: `<main>
<h1>There is no page here</h1>
<p>This is Syllable Sessions, a service that stores the sessions and recordings of AI voice and chat agents.${
      hasConsole ? "" : " It was built without its web console."
    } It has these pages:</p>
<dl>${hasConsole ? `\n<dt><a href="${base}/">/</a></dt><dd>the console</dd>` : ""}
<dt><a href="${base}/docs">/docs</a></dt><dd>the API reference</dd>
<dt><a href="${base}/openapi.json">/openapi.json</a></dt><dd>the OpenAPI document</dd>
<dt><a href="${base}/healthz">/healthz</a></dt><dd>whether the service is running</dd>
</dl>
<p class="detail">404: ${escapeHtml(detail)}</p>
</main>`,
  };
}
