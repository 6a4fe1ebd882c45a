/** Writes the interface of every model as TypeScript, so that editors show its fields. */
import { isModel, isNamedEnum } from "./declarations.mjs";

const LINE_WIDTH = 100;
const HEADER = "/** Generated from the declarations by `npm run generate`. Do not edit. */\n";

/** The generated files: paths relative to `src/generated`, and their text. */
export function interfaceFiles(declarations) {
  const models = declarations.filter(isModel);
  const modulePaths = new Map([
    ...models.map(({ value, module }) => [value.name, `./${module}.js`]),
    ...declarations.filter(isNamedEnum).map(({ value, module }) => [value.name, `../${module}.js`]),
  ]);
  const modules = [...new Set(models.map(({ module }) => module))];
  const files = new Map();
  for (const module of modules) {
    const declared = models.filter((model) => model.module === module).map(({ value }) => value);
    files.set(`${module}.ts`, moduleText(module, declared, modulePaths));
  }
  files.set("types.test.ts", testText(models));
  return files;
}

function moduleText(module, models, modulePaths) {
  const imports = new Map();
  for (const name of models.flatMap(({ fields }) => Object.values(fields).flatMap(namesIn))) {
    const path = modulePaths.get(name);
    if (path === undefined) throw new Error(`${name} is not exported by a module of the contract`);
    if (path === `./${module}.js`) continue;
    imports.set(path, (imports.get(path) ?? new Set()).add(name));
  }
  return [HEADER, importText(imports, "import type"), models.map(interfaceText).join("\n")]
    .filter(Boolean)
    .join("");
}

/** The names of the models and enums that a schema refers to. */
function namesIn(schema) {
  if (schema.items) return namesIn(schema.items);
  return schema.name === undefined ? [] : [schema.name];
}

function importText(imports, keyword) {
  const lines = [...imports]
    .sort(([a], [b]) => (importOrder(a) < importOrder(b) ? -1 : 1))
    .map(([path, names]) => {
      const sorted = [...names].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
      const line = `${keyword} { ${sorted.join(", ")} } from "${path}";\n`;
      if (line.length <= LINE_WIDTH + 1) return line;
      return `${keyword} {\n${sorted.map((name) => `  ${name},\n`).join("")}} from "${path}";\n`;
    });
  return lines.length > 0 ? `${lines.join("")}\n` : "";
}

/** Sorts names as the linter does: by letter, and upper case first. */
const sortKey = (name) =>
  name.replace(/./g, (letter) => letter.toLowerCase() + (/[A-Z]/.test(letter) ? "0" : "1"));

/** Packages come first, then the parent folder, then the same folder. */
const importOrder = (path) =>
  `${path.startsWith("./") ? 2 : path.startsWith("../") ? 1 : 0}${path.replace(/\.js$/, "")}`;

function interfaceText({ name, description, fields }) {
  const lines = Object.entries(fields).map(
    ([key, field]) =>
      comment(fieldNotes(field), "  ") +
      `  ${key}${field.optional ? "?" : ""}: ${typeText(field)}${field.optional ? " | null | undefined" : ""};\n`,
  );
  return `${comment([description], "")}export interface ${name} {\n${lines.join("")}}\n`;
}

function fieldNotes(field) {
  const { description, unit, defaultsTo, default: sent } = field;
  const range = rangeText(field);
  const notes = [description, unit && `Unit: ${unit}.`, range && `Range: ${range}.`];
  const text = notes.filter(Boolean).join(" ");
  const value = sent ?? defaultsTo;
  return value === undefined ? [text] : [text, `@default ${value}`];
}

/** The range of a number. A minimum of 0 alone is omitted. */
export function rangeText({ min, max }) {
  const [from, to] = [min, max].map((bound) => bound?.toLocaleString("en-US"));
  if (to !== undefined) return `${from} to ${to}`;
  return min ? `${from} or more` : undefined;
}

/** The TypeScript type of a schema's values in the SDK. */
export function typeText({ type, items, name, values }) {
  switch (type) {
    case "string":
      return name ?? type;
    case "boolean":
      return type;
    case "integer":
    case "number":
      return "number";
    case "dateTime":
      return "Date";
    case "enum":
      return name ?? values.map((value) => JSON.stringify(value)).join(" | ");
    case "array":
      return items.type === "enum" && !items.name
        ? `(${typeText(items)})[]`
        : `${typeText(items)}[]`;
    default:
      return name;
  }
}

/** A doc comment of one or more paragraphs or tags. */
function comment(notes, indent) {
  const single = `${indent}/** ${notes.join(" ")} */`;
  if (notes.length === 1 && single.length <= LINE_WIDTH) return `${single}\n`;
  const lines = notes.flatMap((note) => wrap(note, LINE_WIDTH - indent.length - 3));
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}\n`).join("")}${indent} */\n`;
}

function wrap(text, width) {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1);
    if (line && line.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = line ? `${line} ${word}` : word;
  }
  return lines;
}

/** A test whose types prove that every interface equals the type of its model. */
function testText(models) {
  const imports = new Map([
    ["vitest", new Set(["expectTypeOf", "test"])],
    ["../schema.js", new Set(["Infer"])],
  ]);
  for (const { module, name, value } of models) {
    imports.set(`../${module}.js`, (imports.get(`../${module}.js`) ?? new Set()).add(name));
    imports.set(`./${module}.js`, (imports.get(`./${module}.js`) ?? new Set()).add(value.name));
  }
  const types = importText(imports, "import type").replace(
    "import type { expect",
    "import { expect",
  );
  const checks = models.map(({ name, value }) => {
    const line = `  expectTypeOf<${value.name}>().toEqualTypeOf<Infer<typeof ${name}>>();\n`;
    if (line.length <= LINE_WIDTH + 1) return line;
    return `  expectTypeOf<${value.name}>().toEqualTypeOf<\n    Infer<typeof ${name}>\n  >();\n`;
  });
  return `${HEADER}${types}test("every interface equals the type of its model", () => {\n${checks.join("")}});\n`;
}
