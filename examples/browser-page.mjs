// Shows sessions on a web page. The page has no API key: its server forwards the calls and adds the key.
// Run: bundle it, for example with Vite, and load the bundle with <script type="module">.
import { SyllableSDK } from "syllable-sdk";

const sdk = new SyllableSDK({ serverURL: location.origin });
for (const { agentName, timestamp } of (await sdk.sessions.list({ limit: 5 })).items) {
  const line = document.createElement("p");
  line.textContent = `${timestamp.toLocaleString()} ${agentName ?? ""}`;
  document.body.append(line);
}
