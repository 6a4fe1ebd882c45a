/** What the service stores for an organisation, for admins. The platform does not have it. */
import { operation } from "./operation.js";
import { count, described, model, string, type Wire } from "./schema.js";

export const analysisCountsModel = described(
  "How many recordings are not analysed, by the reason.",
  model("AnalysisCounts", {
    pending: described("Recordings whose audio is still to be analysed.", count),
    failed: described("Recordings whose audio is damaged or could not be read.", count),
    unsupported: described("Recordings in a format that the service can't decode.", count),
  }),
);

export const statusModel = described(
  "The version of the service and what it stores for an organisation.",
  model("Status", {
    version: described("The version of the service.", string),
    sessions: described("The number of sessions, test sessions included.", count),
    recordings: described("The number of recordings.", count),
    recordingBytes: described("The size of all recordings.", count, { unit: "bytes" }),
    analyses: described("The recordings that are not analysed.", analysisCountsModel),
  }),
);
export type StatusWire = Wire<typeof statusModel>;

export const statusGet = described(
  "Get the version of the service and what it stores for the organisation. Requires the scope admin.",
  operation({
    method: "GET",
    path: "/api/v1/status",
    request: model("StatusGetRequest", {}),
    result: statusModel,
  }),
  { id: "status_get", errors: [] },
);
