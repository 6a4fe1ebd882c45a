import MagicString from "magic-string";
import { callsOf } from "./calls-of.mjs";

/**
 * A plugin that lists the values of the contract's enums where they are used: `enumeration(Color)`
 * becomes `enumeration(["red"])`. A bundle then contains the names of the values only if it uses them.
 */
export const inlineEnumValues = {
  name: "inline-enum-values",
  transform: {
    filter: { id: /contract[\\/]dist[\\/].*\.js$/, code: "enumeration(" },
    handler(code) {
      const text = new MagicString(code);
      const program = this.parse(code);
      const constants = new Map(constantsOf(program));
      for (const { arguments: args } of callsOf("enumeration", program)) {
        const values = constants.get(args[0]?.name);
        if (values) text.overwrite(args[0].start, args[0].end, JSON.stringify(values));
      }
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
