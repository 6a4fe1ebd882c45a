/** What a thread of `PartWork` runs. */
import { runInBackground } from "../scheduling/background.js";

export * from "./part-tasks.js";

runInBackground();
