import { copyFile, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { npm } from "./tools.js";

const PACKAGE = fileURLToPath(new URL("../..", import.meta.url));
const HERE = fileURLToPath(new URL(".", import.meta.url));

/** A project outside the repository that has the packed SDK installed. */
export interface Consumer extends AsyncDisposable {
  readonly folder: string;
  /** The package that npm would publish. */
  readonly tarball: string;
  write(name: string, text: string): Promise<string>;
}

/** Packs the built SDK and installs it in a new folder, with a copy of the suite. */
export async function makeConsumer(): Promise<Consumer> {
  const folder = await mkdtemp(join(tmpdir(), "syllable-consumer-"));
  const write = async (name: string, text: string) => {
    await writeFile(join(folder, name), text);
    return join(folder, name);
  };
  const packed = await npm(["pack", "--json", "--pack-destination", folder], PACKAGE);
  const [{ filename }] = JSON.parse(packed);
  await write("package.json", '{"name":"consumer","private":true,"type":"module"}');
  const flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--offline"];
  await npm(["install", ...flags, `./${filename}`], folder);
  for (const name of await readdir(HERE)) {
    if (name.endsWith(".mjs")) await copyFile(join(HERE, name), join(folder, name));
  }
  return {
    folder,
    tarball: join(folder, filename),
    write,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
