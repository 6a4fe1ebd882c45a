import { expect, test } from "vitest";
import { generatedFiles, outdatedFiles } from "../../../scripts/generate.mjs";

test("generated files are up to date: run `npm run generate`", async () => {
  expect(outdatedFiles(await generatedFiles())).toEqual([]);
});
