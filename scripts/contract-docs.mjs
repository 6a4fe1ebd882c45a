/** Collects the doc comments of the contract's sources, for the OpenAPI document. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const TOKEN =
  /\b(?:model|extend)\((?:"(?<model>\w+)"|name),|\/\*\*(?<doc>(?:[^*]|\*(?!\/))*)\*\/\s*(?:export (?:const|interface) (?<declared>\w+)|(?<field>\w+):)/g;

/**
 * Doc comments by what they stand on: a declaration by its name, a model's field by
 * `Model.field`, and by `*.field` where one function declares many models.
 */
export function contractDocs(folder) {
  const docs = {};
  for (const file of readdirSync(folder)) {
    if (!file.endsWith(".ts") || file.endsWith(".test.ts")) continue;
    let model = "*";
    for (const { groups } of readFileSync(join(folder, file), "utf8").matchAll(TOKEN)) {
      if (groups.doc === undefined) {
        model = groups.model ?? "*";
      } else {
        const text = groups.doc.replace(/\s*\n\s*\* ?/g, " ").trim();
        docs[groups.declared ?? `${model}.${groups.field}`] = text;
      }
    }
  }
  return docs;
}
