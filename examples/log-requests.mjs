// Logs each request with the SDK's debug logger and with a hook. Neither logs keys, tokens or bodies.
// Run: node examples/log-requests.mjs
import { HTTPClient, SyllableSDK } from "syllable-sdk";

const httpClient = new HTTPClient().addHook("response", ({ status }, { method, url }) => {
  // Without the query, because it may contain a token.
  console.log(method, new URL(url).pathname, status);
});
const sdk = new SyllableSDK({ httpClient, debugLogger: console });
await sdk.sessions.list({ limit: 1 });
