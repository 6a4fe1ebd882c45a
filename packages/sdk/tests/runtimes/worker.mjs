/** Runs the suite in a worker: settings in the request, results in the response. */
import { runSuite } from "./suite.mjs";

export default {
  async fetch(request) {
    return Response.json(await runSuite(await request.json()));
  },
};
