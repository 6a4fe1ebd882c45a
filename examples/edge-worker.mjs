// A worker that keeps the API key secret and returns only the ids of sessions.
// Run: npx wrangler dev examples/edge-worker.mjs --var KEY:… --var SERVER_URL:…
import { SyllableSDKCore } from "syllable-sdk/core.js";
import { sessionsList } from "syllable-sdk/funcs/sessionsList.js";

export default {
  async fetch(request, env) {
    const client = new SyllableSDKCore({ apiKeyHeader: env.KEY, serverURL: env.SERVER_URL });
    const page = Number(new URL(request.url).searchParams.get("page"));
    const result = await sessionsList(client, { page, limit: 10 }, { timeoutMs: 5_000 });
    if (!result.ok) return new Response("The sessions are unavailable", { status: 502 });
    const { items, totalCount } = result.value;
    return Response.json({ ids: items.map(({ sessionId }) => sessionId), totalCount });
  },
};
