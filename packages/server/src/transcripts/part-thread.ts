/** The module that the threads of `PartWorkers` run. */
import { runInBackground } from "../scheduling/background.js";

export * from "../recordings/analysis/audio-tasks.js";
export * from "./part-tasks.js";

runInBackground();
