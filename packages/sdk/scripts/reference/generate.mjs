/** Generates the API reference of the SDK from the declarations of the contract. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { isNamedEnum, isOperation } from "../../../contract/scripts/declarations.mjs";
import { errorPages } from "./errors.mjs";
import { RESOURCES } from "./methods.mjs";
import { modelPages } from "./model-pages.mjs";
import { resourcePage } from "./resource-page.mjs";
import { STATIC_PAGES } from "./static-pages.mjs";

export const DOCS = fileURLToPath(new URL("../../docs", import.meta.url));

/** The pages of the reference: absolute paths and their text. */
export function referenceFiles(declarations) {
  const operations = new Map(
    declarations.filter(isOperation).map(({ value }) => [value.id, value]),
  );
  const exported = new Map(declarations.map(({ name, value }) => [name, value]));
  const constants = new Map(
    declarations.filter(isNamedEnum).map(({ value: { name } }) => [name, exported.get(name)]),
  );
  const methods = RESOURCES.flatMap((resource) => resource.methods);
  const used = methods.map(({ operation }) => operations.get(operation));
  const importResult = exported.get("importResultModel");
  const pages = [
    ...RESOURCES.map((resource) => resourcePage(resource, operations)),
    ...modelPages([...used, { request: importResult }], constants),
    ...errorPages(),
    ...STATIC_PAGES,
  ];
  return new Map(pages.map(([path, text]) => [join(DOCS, path), text]));
}
