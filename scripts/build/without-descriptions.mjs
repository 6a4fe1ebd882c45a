import MagicString from "magic-string";
import { callsOf } from "./calls-of.mjs";

/** The functions whose first argument is the name of a model. */
const NAMED = ["model", "sessionIdRequest"];

/**
 * A plugin that leaves the contract's descriptions and the names of its models out of a bundle:
 * `described(text, value)` becomes `value`. Only the documentation uses them, and they are more than half of
 * the size of the contract.
 */
export const withoutDescriptions = {
  name: "without-descriptions",
  transform: {
    filter: { id: /contract[\\/]dist[\\/].*\.js$/, code: "described(" },
    handler(code) {
      const text = new MagicString(code);
      const program = this.parse(code);
      for (const { start, end, arguments: args } of callsOf("described", program)) {
        text.remove(start, args[1].start).remove(args[1].end, end);
      }
      for (const { arguments: args } of NAMED.flatMap((name) => [...callsOf(name, program)])) {
        if (args[0].type === "Literal") text.update(args[0].start, args[0].end, '""');
      }
      return { code: text.toString(), map: text.generateMap({ hires: true }) };
    },
  },
};
