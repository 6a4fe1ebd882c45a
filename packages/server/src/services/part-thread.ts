/** What a thread of `PartWork` runs. */
import { runInBackground } from "../background.js";

export * from "./part-tasks.js";

runInBackground();
