// Iterates page by page and stores the cursor. The next run continues after the last page.
// Run: node examples/resume-iteration.mjs [cursor file]
import { readFile, writeFile } from "node:fs/promises";
import { SyllableSDK } from "syllable-sdk";

const file = process.argv[2] ?? "cursor";
const cursor = await readFile(file, "utf8").catch(() => undefined);
const { sessions } = new SyllableSDK();
for await (const page of sessions.pages({ orderByDirection: "asc", limit: 2 }, { cursor })) {
  console.log(page.items.map(({ sessionId }) => sessionId).join(" "));
  // Written after the page was processed, so that no session is skipped after a crash.
  await writeFile(file, page.cursor);
}
