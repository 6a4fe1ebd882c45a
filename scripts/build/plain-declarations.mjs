import MagicString from "magic-string";
import { callsOf } from "./calls-of.mjs";

/** The annotations of calls that this plugin and `withoutDescriptions` replace. Others stay. */
const ANNOTATION = /\/\* @__PURE__ \*\/(?= (described|enumeration|model|openModel|operation)\()/g;

/**
 * A plugin that replaces calls in the contract by the objects that they return, without what only the
 * documentation and the service need: the types and names of models, and the names of an enum's values.
 * - `enumeration(Color)` and `enumeration(["red"])` become `{ type: "enum", values: ["red"] }`
 * - `model("Car", { color })` becomes `{ fields: { color } }`
 * - `openModel("Car", { color })` becomes `{ fields: { color }, isOpen: true }`
 * - `sessionIdRequest("CarRequest")` becomes `sessionIdRequest()`
 * - `operation({ path })` becomes `{ path }`
 */
export const plainDeclarations = {
  name: "plain-declarations",
  transform: {
    filter: {
      id: /contract[\\/]dist[\\/].*\.js$/,
      code: /(enumeration|[mM]odel|operation|sessionIdRequest)\(/,
    },
    handler(annotated) {
      // An annotation is valid only before a call. Spaces keep the positions.
      const code = annotated.replace(ANNOTATION, (text) => " ".repeat(text.length));
      const text = new MagicString(code);
      const program = this.parse(code);
      /** Replaces a call by one of its arguments with other text around it. */
      const replace = (call, argument, before, after) =>
        text.overwrite(call.start, argument.start, before).overwrite(argument.end, call.end, after);
      const constants = new Map(constantsOf(program));
      for (const call of callsOf("enumeration", program)) {
        const [list] = call.arguments;
        replace(call, list, '({ type: "enum", values: ', " })");
        if (list.type === "ArrayExpression") continue;
        const values = constants.get(list.name);
        if (!values)
          throw new Error(`enumeration(${list.name}) needs an object of strings in its file`);
        text.overwrite(list.start, list.end, JSON.stringify(values));
      }
      for (const call of callsOf("model", program)) {
        replace(call, call.arguments[1], "({ fields: ", " })");
      }
      for (const call of callsOf("openModel", program)) {
        replace(call, call.arguments[1], "({ fields: ", ", isOpen: true })");
      }
      for (const { arguments: args } of callsOf("sessionIdRequest", program)) {
        text.remove(args[0].start, args[0].end);
      }
      for (const call of callsOf("operation", program)) replace(call, call.arguments[0], "(", ")");
      return { code: text.toString(), map: text.generateMap({ hires: true }) };
    },
  },
};

/** The constants of a module that are objects of strings: their names and values. */
function* constantsOf(program) {
  for (const { type, declarations } of program.body) {
    if (type !== "VariableDeclaration") continue;
    for (const { id, init } of declarations) {
      const values = init?.properties?.map(({ value }) => value?.value);
      if (values?.every((value) => typeof value === "string")) yield [id.name, values];
    }
  }
}
