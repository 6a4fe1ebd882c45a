/** Runs the suite in a worker: a request brings the setting, the answer the results. */
import { runSuite } from "./suite.mjs";

export default {
  async fetch(request) {
    return Response.json(await runSuite(await request.json()));
  },
};
