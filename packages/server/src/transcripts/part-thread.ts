/** What a thread of `PartWorkers` runs. */
import { runInBackground } from "../scheduling/background.js";

export * from "./part-tasks.js";

runInBackground();
