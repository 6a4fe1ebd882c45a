/** Calls the worker as its runtime would. */
import worker from "./edge-worker.mjs";

const response = await worker.fetch(
  new Request("http://edge/?page=0"),
  JSON.parse(process.argv[2]),
);
console.log(response.status, await response.text());
