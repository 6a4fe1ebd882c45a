import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";

const root = new URL("..", import.meta.url).pathname;
const FOLDERS = [".", "docs", "demo", "examples", "deploy/patroni", "packages/cli", "packages/sdk"];

const guides = FOLDERS.flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith(".md"))
    .map((name) => join(root, folder, name)),
);

const LINK = /\]\((?!https?:)([^)#]*)#?([^)]*)\)/g;
const NO_LINK = /```.*?```/gs;

/** The fragments of URLs that lead to the headings of a Markdown file. */
const anchorsOf = (path: string): string[] =>
  [...readFileSync(path, "utf8").matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replaceAll(/[^\w\s-]/g, "")
      .replaceAll(" ", "-"),
  );

test.each(guides.map((path) => [relative(root, path), path]))(
  "%s links to files and headings that exist",
  (_name, guide) => {
    const text = readFileSync(guide, "utf8").replaceAll(NO_LINK, "");
    for (const [link, path, anchor] of text.matchAll(LINK)) {
      const target = path ? join(dirname(guide), path) : guide;
      expect(existsSync(target), link).toBe(true);
      if (anchor) expect(anchorsOf(target), link).toContain(anchor);
    }
  },
);
