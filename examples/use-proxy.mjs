// Sends the requests of one client through an HTTP proxy.
// Run: npm install undici@7 && HTTPS_PROXY=http://127.0.0.1:3128 node examples/use-proxy.mjs
import { HTTPClient, SyllableSDK } from "syllable-sdk";
import { ProxyAgent } from "undici";

// Without code: NODE_USE_ENV_PROXY=1 makes Node 22.21, 24 and later use HTTPS_PROXY for all requests.
const dispatcher = new ProxyAgent(process.env.HTTPS_PROXY ?? "http://127.0.0.1:3128");
const httpClient = new HTTPClient({ fetcher: (request) => fetch(request, { dispatcher }) });
const { sessions } = new SyllableSDK({ httpClient });
console.log((await sessions.list({ limit: 1 })).items.length, "session");
