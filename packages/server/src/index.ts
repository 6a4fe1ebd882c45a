export {
  type AnalysisOptions,
  type AnalysisProgress,
  analyseRecordings,
  type FinishedAnalysis,
} from "./analyse-recordings.js";
export { describeUnavailable } from "./availability/describe-outage.js";
export { createKey, DEFAULT_ORGANISATION, SCOPES } from "./keys/keys.js";
export { distributeDatabase, openStore, SetupError } from "./open-data.js";
export { type RunningService, serve } from "./serve.js";
export { LOCAL_PROXIES, type Settings } from "./settings.js";
export type { ApiKey, KeyListing, Organisation, Scope, Store } from "./store/port.js";
export { CommitUnknown, StoreUnavailable } from "./store/port.js";
export type { Distribution } from "./store/postgres/distribution.js";
export { VERSION } from "./version.js";
