/** Runs the suite in a page with the settings in its URL, and posts the results. */
import { runSuite } from "./suite.mjs";

const settings = JSON.parse(decodeURIComponent(location.hash.slice(1)));
const results = await runSuite({
  ...settings,
  serverURL: location.origin,
  faultsURL: location.origin,
});
await fetch("/results", { method: "POST", body: JSON.stringify(results) });
