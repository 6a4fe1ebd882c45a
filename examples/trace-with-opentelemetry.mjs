// Records an OpenTelemetry span for each attempt and sends the trace headers with each request.
// Run: npm install @opentelemetry/api && node --import ./tracer.mjs examples/trace-with-opentelemetry.mjs
import { context, propagation, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { HTTPClient, SyllableSDK } from "syllable-sdk";

const tracer = trace.getTracer("syllable-sdk");
const spans = new WeakMap();
const setter = { set: (headers, name, value) => headers.set(name, value) };
// Add hooks that replace the request before these.
const httpClient = new HTTPClient()
  .addHook("beforeRequest", (request) => {
    const attributes = { "url.path": new URL(request.url).pathname };
    const span = tracer.startSpan(request.method, { kind: SpanKind.CLIENT, attributes });
    propagation.inject(trace.setSpan(context.active(), span), request.headers, setter);
    spans.set(request, span);
  })
  .addHook("response", ({ status }, request) => {
    spans.get(request).setAttribute("http.response.status_code", status).end();
  })
  .addHook("requestError", (error, request) => {
    spans
      .get(request)
      .setStatus({ code: SpanStatusCode.ERROR, message: `${error}` })
      .end();
  });
const sdk = new SyllableSDK({ httpClient });
await sdk.sessions.list({ limit: 1 });
