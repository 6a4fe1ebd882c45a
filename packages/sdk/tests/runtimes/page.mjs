/** Runs the suite in a page: the address has the setting, the results are posted back. */
import { runSuite } from "./suite.mjs";

const setting = JSON.parse(decodeURIComponent(location.hash.slice(1)));
const results = await runSuite({
  ...setting,
  serverURL: location.origin,
  faultsURL: location.origin,
});
await fetch("/results", { method: "POST", body: JSON.stringify(results) });
