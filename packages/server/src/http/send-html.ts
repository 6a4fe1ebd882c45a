import { hash } from "node:crypto";
import type { FastifyReply } from "fastify";
import { type HtmlPage, renderPage } from "../html.js";
import { sendEarly } from "./unread-body.js";

/** Only the page's own style applies: no script runs, and nothing is loaded from anywhere. */
const policyFor = (style: string): string =>
  [
    "default-src 'none'",
    `style-src 'sha256-${hash("sha256", style, "base64")}'`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join(";");

/** Sends an HTML page. */
export function sendHtml(reply: FastifyReply, page: HtmlPage): FastifyReply {
  reply.headers({
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": policyFor(page.style),
  });
  return sendEarly(reply, renderPage(page));
}
