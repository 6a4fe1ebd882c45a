/** Services know no HTTP: only `http/`, the routes and the application itself may use it. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const source = fileURLToPath(new URL("../../src", import.meta.url));

/** Modules that may translate between HTTP and the services, and the blob store, which is an HTTP client. */
const HTTP_MODULES =
  /^(http|blobs)\/|(^|\/)(\w+-)?routes?\.ts$|^(app|serve)\.ts$|^recordings\/upload-headers\.ts$/;
const HTTP_IMPORT = /from "(fastify|node:http|[./]+\/http\/[^"]+)"/;

const modules = readdirSync(source, { recursive: true, encoding: "utf8" }).filter(
  (path) => path.endsWith(".ts") && !path.endsWith(".test.ts"),
);

test("only modules that translate HTTP import it", () => {
  const importing = modules.filter((path) =>
    HTTP_IMPORT.test(readFileSync(`${source}/${path}`, "utf8")),
  );
  expect(importing).toContain("sessions/routes.ts");
  expect(importing.filter((path) => !HTTP_MODULES.test(path))).toEqual([]);
});
